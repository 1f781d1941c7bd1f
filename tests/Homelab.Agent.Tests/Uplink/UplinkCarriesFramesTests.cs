using Homelab.Agent.Outbox;
using Homelab.Agent.Tests.Outbox;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Host;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Uplink;

/// <summary>A real stream over loopback between the shipped client and a played coordinator.</summary>
public sealed class UplinkCarriesFramesTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly EchoingPart _part = new();
    private readonly PlayedCoordinator _coordinator = new();
    private readonly KeptAgent _agent;
    private UplinkClient? _client;

    public UplinkCarriesFramesTests() => _agent = new KeptAgent(_folder.Path, new BootClock());

    public async ValueTask InitializeAsync() => await _coordinator.StartAsync(FreePort.Next());

    [Fact]
    public async Task Hello_is_first_then_each_series_once_before_its_readings_and_acknowledged_frames_are_forgotten()
    {
        for (var i = 0; i < 20; i++)
        {
            _agent.Read(i);
        }

        await StartAsync();
        await Until.TrueAsync(() => _agent.Outgoing.Frames == 0, Bound, "all readings to be acknowledged");
        var frames = _coordinator.Latest!.Frames.ToList();
        Assert.Equal("pi1", frames[0].Hello.Node);
        Assert.Equal("none", frames[0].Hello.PowerOff);
        var series = Assert.Single(frames, frame => frame.Series is not null);
        Assert.True(frames.IndexOf(series) < frames.FindIndex(frame => frame.Readings is not null));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (double)i), _coordinator.Latest.Values);
    }

    [Fact]
    public async Task A_lab_that_changes_its_beat_is_followed_at_once()
    {
        _coordinator.BeatMs = 600_000;
        await StartAsync();
        await Until.TrueAsync(() => _coordinator.Latest?.Frames.Any(frame => frame.Beat is not null) == true, Bound, "the first beat");
        Assert.Single(_coordinator.Latest!.Frames, frame => frame.Beat is not null);
        await _coordinator.Latest.SendAsync(new CoordinatorFrame { Welcome = new Welcome { Protocol = 1, BeatMs = 50 } });
        await Until.TrueAsync(() => _coordinator.Latest.Frames.Count(frame => frame.Beat is not null) > 3, Bound, "beats of the new period");
    }

    [Fact]
    public async Task Beats_never_wait_behind_readings_that_nobody_acknowledges()
    {
        _coordinator.Acknowledges = false;
        for (var i = 0; i < 20_000; i++)
        {
            _agent.Read(i);
        }

        await StartAsync();
        await Until.TrueAsync(() => _coordinator.Latest is { Beats: >= 10 }, Bound, "ten beats");
        Assert.True(_coordinator.Latest!.Frames.Sum(frame => frame.CalculateSize()) < 2 * _agent.Settings.WindowBytes);
        Assert.All(_coordinator.Latest.Frames.Where(frame => frame.Beat is not null), frame => Assert.Equal(5UL, frame.Beat.LeaseSequence));
    }

    [Fact]
    public async Task A_cut_stream_is_opened_again_and_what_was_not_acknowledged_comes_again_with_its_series()
    {
        _coordinator.Acknowledges = false;
        _agent.Read(1);
        await StartAsync();
        await Until.TrueAsync(() => _coordinator.Latest?.Values.Any() == true, Bound, "the reading");
        _coordinator.Acknowledges = true;
        _coordinator.Latest!.Cut();
        await Until.TrueAsync(() => _agent.Outgoing.Frames == 0, Bound, "the reading to be acknowledged on a second stream");
        Assert.Equal(2, _coordinator.Streams.Count);
        Assert.Single(_coordinator.Latest!.Frames, frame => frame.Series is not null);
        Assert.Equal(_coordinator.Streams.First().Frames.Single(frame => frame.Key is not null).Key,
            _coordinator.Latest.Frames.Single(frame => frame.Key is not null).Key);
    }

    [Fact]
    public async Task A_coordinator_that_comes_later_is_found()
    {
        var port = _coordinator.Port;
        await _coordinator.DisposeAsync();
        _agent.Read(1);
        await StartAsync();
        await using var later = new PlayedCoordinator();
        await later.StartAsync(port);
        await Until.TrueAsync(() => _agent.Outgoing.Frames == 0, Bound, "the reading to be acknowledged");
    }

    [Fact]
    public async Task Answers_and_posts_are_sent_at_once_and_collectors_are_handed_on()
    {
        await StartAsync();
        await Until.TrueAsync(() => _client!.IsConnected, Bound, "the welcome");
        await _coordinator.Latest!.SendAsync(new CoordinatorFrame { Lease = new Lease { Sequence = 42 } });
        await _coordinator.Latest.SendAsync(new CoordinatorFrame { Collectors = new CollectorConfig { Version = "v2" } });
        _client!.Post(new AgentFrame { Progress = new OrderProgress() });
        await Until.TrueAsync(() => _coordinator.Latest.Frames.Any(frame => frame.LeaseAnswer?.Sequence == 42), Bound, "the answer");
        await Until.TrueAsync(() => _coordinator.Latest.Frames.Any(frame => frame.Progress is not null), Bound, "the post");
        await Until.TrueAsync(() => Heard(frame => frame.Collectors?.Version == "v2"), Bound, "the collectors to reach the parts");
        Assert.True(Heard(frame => frame.Welcome is not null));
    }

    [Fact]
    public async Task A_coordinator_that_hangs_is_left_and_tried_again()
    {
        _coordinator.Acknowledges = false;
        _agent.Read(1);
        await StartAsync(settings => settings with { Silence = TimeSpan.FromSeconds(1) });
        await Until.TrueAsync(() => _coordinator.Streams.Count >= 2, Bound, "a second stream");
    }

    [Fact]
    public async Task A_refusal_is_tried_again_after_a_pause()
    {
        _coordinator.Refusal = new CoordinatorFrame { Refusal = new Refusal { Code = "UnknownNode", Message = "The lab has no node pi1." } };
        await StartAsync();
        await Until.TrueAsync(() => _coordinator.Streams.Count >= 2, Bound, "a second attempt");
        Assert.False(_client!.IsConnected);
        _coordinator.Refusal = null;
        await Until.TrueAsync(() => _client.IsConnected, Bound, "the welcome");
    }

    [Fact]
    public async Task A_stop_ends_the_stream_and_leaves_what_was_not_acknowledged()
    {
        _coordinator.Acknowledges = false;
        _agent.Read(1);
        await StartAsync();
        await Until.TrueAsync(() => _coordinator.Latest?.Values.Any() == true, Bound, "the reading");
        await _client!.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(_agent.Outgoing.IsConnected);
        Assert.Equal(1, _agent.Outgoing.Frames);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync(CancellationToken.None);
            _client.Dispose();
        }

        await _coordinator.DisposeAsync();
        _agent.Dispose();
        _folder.Dispose();
    }

    private bool Heard(Predicate<CoordinatorFrame> wanted)
    {
        lock (_part.Heard)
        {
            return _part.Heard.Exists(wanted);
        }
    }

    private async Task StartAsync(Func<UplinkSettings, UplinkSettings>? adapt = null)
    {
        var settings = new UplinkSettings(_coordinator.Address, "0.1.0", "test");
        _client = new UplinkClient(
            _agent.Identity,
            adapt?.Invoke(settings) ?? settings,
            _agent.Outgoing,
            new Participants([_part], NullLogger<Participants>.Instance),
            new BootClock(),
            NullLogger<UplinkClient>.Instance);
        await _client.StartAsync(TestContext.Current.CancellationToken);
    }
}
