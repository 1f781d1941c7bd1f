using System.Collections.Concurrent;
using Homelab.Agent.Collectors;
using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using Homelab.Host;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;
using Labels = Homelab.Domain.Readings.Labels;
using SeriesKind = Homelab.Domain.Readings.SeriesKind;

namespace Homelab.Agent.Tests.Collectors;

/// <summary>The runner with real threads and a clock of the test's own.</summary>
public sealed class CollectorRunnerTests : IAsyncDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private readonly HandClock _clock = new();
    private readonly Sink _sink = new();
    private readonly Played _steady = new("steady");
    private readonly Played _odd = new("odd");
    private readonly Played _late = new("late");
    private readonly ReportSource _report;
    private readonly CollectorRunner _runner;

    public CollectorRunnerTests()
    {
        _report = new ReportSource(_clock);
        _runner = new CollectorRunner([_odd, _steady], name => name == _late.Name ? _late : null, _sink, _report, _clock, NullLogger<CollectorRunner>.Instance);
    }

    [Fact]
    public async Task All_collectors_of_a_tick_come_in_one_round_with_how_each_did()
    {
        await Started();

        var round = Assert.Single(_sink.Rounds);
        Assert.Equal(_clock.GetUtcNow(), round.WallClock);
        Assert.Equal(
            ["homelab_agent_rounds_total", "node_scrape_collector_duration_seconds", "node_scrape_collector_success", "odd", "steady"],
            round.Samples.Select(sample => sample.Series.Metric).Distinct().Order());
        Assert.Equal(2, round.Samples.Count(sample => sample is { Series.Metric: "node_scrape_collector_success", Value: 1 }));
    }

    [Fact]
    public async Task The_next_tick_makes_the_next_round_and_counts_it()
    {
        await Started();

        await Advance(10, () => _sink.Rounds.Count == 2);

        Assert.Equal(2, _steady.Runs);
        Assert.Equal([1, 2], _sink.Rounds.Select(round => round.Samples.Single(sample => sample.Series.Metric == "homelab_agent_rounds_total").Value));
    }

    [Fact]
    public async Task A_hung_collector_is_timed_out_and_reported_and_the_others_go_on()
    {
        using var stuck = _odd.Stuck();
        await _runner.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => _odd.Runs == 1, s_bound, "the odd collector to start");

        await Advance(0.25, () => _sink.Has("steady"));
        await Advance(5, () => _sink.Events.Any(said => said.Code == "CollectorTimedOut"));

        Assert.Equal(["timed_out", "ok"], _report.Current.Collectors.Select(state => state.Outcome));
        var rounds = _steady.Runs;
        for (var i = 1; i <= 5; i++)
        {
            var wanted = rounds + i;
            await Advance(10, () => _steady.Runs == wanted);
        }

        Assert.Equal(1, _odd.Runs);
        Assert.Single(_sink.Events);
    }

    [Fact]
    public async Task A_collector_that_came_back_late_is_heard_of_and_its_old_samples_are_not()
    {
        using (_odd.Stuck())
        {
            await _runner.StartAsync(CancellationToken.None);
            await Until.TrueAsync(() => _odd.Runs == 1, s_bound, "the odd collector to start");
            await Advance(5, () => _sink.Events.Any(said => said.Code == "CollectorTimedOut"));
        }

        await Until.TrueAsync(() => _sink.Events.Any(said => said.Code == "CollectorRecovered"), s_bound, "the collector to come back");
        Assert.False(_sink.Has("odd"));
        await Advance(30, () => _sink.Has("odd"));
    }

    [Fact]
    public async Task A_collector_with_a_fault_of_its_own_fails_alone()
    {
        _odd.Does = () => throw new InvalidOperationException("boom");

        await Started();

        Assert.True(_sink.Has("steady"));
        Assert.Equal("has a fault of its own (InvalidOperationException)", _report.Current.Collectors.Single(state => state.Name == "odd").Detail);
    }

    [Fact]
    public async Task A_collector_with_too_many_series_is_cut_and_says_so()
    {
        _odd.Adds = Collection.SamplesMax + 100;

        await Started();

        Assert.Equal(Collection.SamplesMax, _sink.Rounds.Single().Samples.Count(sample => sample.Series.Metric == "odd"));
        Assert.Equal("failed", _report.Current.Collectors.Single(state => state.Name == "odd").Outcome);
    }

    [Fact]
    public async Task A_new_configuration_holds_at_once()
    {
        await Started();
        var config = new CollectorConfig { Collectors = { new CollectorSetting { Name = "odd" }, new CollectorSetting { Name = "steady", Enabled = true, IntervalMs = 1000 } } };

        _runner.Apply(CollectorPlan.From(config));
        await Until.TrueAsync(() => _steady.Runs == 2, s_bound, "the steady collector to run at once");
        await Advance(1, () => _steady.Runs == 3);

        Assert.Equal(1, _odd.Runs);
        Assert.Equal(["steady"], _report.Current.Collectors.Select(state => state.Name));
    }

    [Fact]
    public async Task A_collector_that_the_plan_names_comes_with_it_and_rests_without_it()
    {
        await Started();
        Assert.Equal(0, _late.Runs);

        _runner.Apply(CollectorPlan.From(new CollectorConfig { Collectors = { new CollectorSetting { Name = "late", Enabled = true, IntervalMs = 10_000 } } }));
        await Until.TrueAsync(() => _late.Runs == 1 && _sink.Has("late"), s_bound, "the named collector to run at once");
        Assert.Contains("late", _report.Current.Collectors.Select(state => state.Name));

        _runner.Apply(CollectorPlan.Default);
        var rounds = _steady.Runs;
        await Advance(30, () => _steady.Runs > rounds);
        await Advance(30, () => _steady.Runs > rounds + 1);
        Assert.Equal(1, _late.Runs);
    }

    [Fact]
    public async Task The_report_changes_with_what_it_says_and_not_with_durations()
    {
        var reports = new ConcurrentQueue<AgentReport>();
        _report.Changed += reports.Enqueue;
        await Started();
        await Advance(10, () => _sink.Rounds.Count == 2);
        Assert.Single(reports);

        _odd.Says = "new kernel";
        await Advance(10, () => _sink.Rounds.Count == 3);
        await Until.TrueAsync(() => reports.Count == 2, s_bound, "a new report");

        Assert.Equal("new kernel", reports.Last().Facts["odd"]);
        Assert.Same(reports.Last(), _report.Current);
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.StopAsync(CancellationToken.None);
        _runner.Dispose();
    }

    private async Task Started()
    {
        await _runner.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => _sink.Rounds.Count == 1 && _report.Current.Collectors.Count > 0, s_bound, "the first round");
    }

    /// <summary>Lets time pass in small steps until it is so; the runner's timer may be set between two of them.</summary>
    private async Task Advance(double seconds, Func<bool> until)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await Until.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1));
                return until();
            },
            s_bound, "the runner");
    }

    private sealed class Played(string name) : ICollector
    {
        private readonly Series _series = new(name, Labels.None, "", SeriesKind.Gauge, name);
        private TaskCompletionSource? _gate;
        private int _runs;

        public string Name => name;

        public int Runs => Volatile.Read(ref _runs);

        public int Adds { get; set; } = 1;

        public string Says { get; set; } = "as ever";

        public Action Does { get; set; } = () => { };

        public IDisposable Stuck()
        {
            _gate = new TaskCompletionSource();
            return new Release(_gate);
        }

        public CollectorOutcome Collect(Collection into, CollectorSettings settings)
        {
            Interlocked.Increment(ref _runs);
            _gate?.Task.Wait();
            Does();
            for (var i = 0; i < Adds; i++)
            {
                into.Add(_series, i);
            }

            into.AddFact(name, Says);
            return CollectorOutcome.Ok;
        }

        private sealed class Release(TaskCompletionSource gate) : IDisposable
        {
            public void Dispose() => gate.SetResult();
        }
    }

    private sealed class Sink : IReadingSink
    {
        private readonly ConcurrentQueue<CollectionRound> _rounds = new();
        private readonly ConcurrentQueue<(string Code, string Message)> _events = new();

        public ConcurrentQueue<CollectionRound> Rounds => _rounds;

        public ConcurrentQueue<(string Code, string Message)> Events => _events;

        public void Add(CollectionRound round) => _rounds.Enqueue(round);

        public void Event(string code, string message, Labels labels) => _events.Enqueue((code, message));

        public bool Has(string metric) => _rounds.Any(round => round.Samples.Any(sample => sample.Series.Metric == metric));
    }
}
