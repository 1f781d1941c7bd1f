using System.Collections.Concurrent;
using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.Host;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Collectors.Gpio;

/// <summary>The runner with real threads, a clock of the test's own, and two chips of which one never answers.</summary>
public sealed class AHungGpioChip : IReadingSink
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private readonly HandClock _clock = new(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
    private readonly ConcurrentQueue<string> _inputs = [];
    private readonly ConcurrentQueue<string> _said = [];

    [Fact]
    public async Task Is_timed_out_and_left_alone_and_the_other_chip_is_read_on()
    {
        using var answer = new ManualResetEventSlim();
        using var hung = new PlayedGpioChip { Hangs = { [4] = answer } };
        using var sound = new PlayedGpioChip();
        using var first = new GpioChipCollector(0, hung, pause: null, _clock);
        using var second = new GpioChipCollector(1, sound, pause: null, _clock);
        var report = new ReportSource(_clock);
        using var runner = new CollectorRunner([], name => name == first.Name ? first : second, this, report, _clock, NullLogger<CollectorRunner>.Instance);
        runner.Apply(new CollectorPlan("v1", ImmutableDictionary<string, CollectorSettings>.Empty.Add("gpio-0", Settings("leak 4 debounce_ms=0")).Add("gpio-1", Settings("door 4 debounce_ms=0"))));
        await runner.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            await Until.TrueAsync(() => hung.Opened.Count == 1, s_bound, "the hung line to be read");
            await Advance(0.25, () => _inputs.Contains("door"));
            await Advance(5, () => _said.Contains("CollectorTimedOut"));
            for (var i = 0; i < 3; i++)
            {
                var rounds = _inputs.Count;
                await Advance(10, () => _inputs.Count > rounds);
            }

            Assert.DoesNotContain("leak", _inputs);
            Assert.Equal(["gpio-0 timed_out", "gpio-1 ok"], report.Current.Collectors.Select(state => $"{state.Name} {state.Outcome}").Order());
            Assert.Equal(["CollectorTimedOut"], _said);

            answer.Set();
            await Advance(0.25, () => _said.Contains("CollectorRecovered"));
            await Advance(700, () => _inputs.Contains("leak"));
        }
        finally
        {
            answer.Set();
            await runner.StopAsync(CancellationToken.None);
        }
    }

    void IReadingSink.Add(CollectionRound round)
    {
        foreach (var sample in round.Samples.Where(sample => sample.Series.Metric == "node_sensor_input"))
        {
            _inputs.Enqueue(sample.Series.Labels.First(label => label.Key == "sensor").Value);
        }
    }

    void IReadingSink.Event(string code, string message, Labels labels) => _said.Enqueue(code);

    /// <summary>Lets time pass, and then a little more in small steps until it is so; the runner's timer may be set between two of them.</summary>
    private Task Advance(double seconds, Func<bool> until)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return Until.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1));
                return until();
            },
            s_bound, "the runner");
    }

    private static CollectorSettings Settings(string line) =>
        CollectorSettings.Default with { Options = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(InputLine.Option, [line]) };
}
