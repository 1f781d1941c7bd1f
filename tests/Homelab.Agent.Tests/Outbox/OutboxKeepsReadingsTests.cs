using Homelab.Agent.Outbox;
using Homelab.Store;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Outbox;

public sealed class OutboxKeepsReadingsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new();

    [Fact]
    public void Nothing_is_written_before_the_flush_interval_and_one_document_then()
    {
        using var agent = new KeptAgent(_folder.Path, _clock);
        Run(agent, 8);
        Assert.False(agent.Keeper.IsOpen);
        Run(agent, 2);
        Assert.Single(agent.Entries.All);
        Assert.Equal(1, agent.Recorder.Frames);
    }

    [Fact]
    public void What_an_earlier_run_left_is_sent_under_its_own_numbers_by_the_next_and_then_the_file_is_gone()
    {
        using (var first = new KeptAgent(_folder.Path, _clock, incarnation: 1))
        {
            Run(first, 30);
        }

        using var second = new KeptAgent(_folder.Path, _clock, incarnation: 2);
        Assert.False(second.Outgoing.IsEarlierSettled);
        second.Keeper.Step();
        Assert.False(second.Outgoing.IsEarlierSettled);
        var sent = second.SendAll();
        Assert.All(sent, frame => Assert.Equal(1UL, frame.Key.Incarnation));
        Assert.Equal(Enumerable.Range(1, sent.Count).Select(i => (ulong)i), sent.Select(frame => frame.Key.Sequence));
        Assert.InRange(sent.Count, 20, 30);
        Assert.True(second.Outgoing.IsEarlierSettled);
        Assert.False(File.Exists(second.Settings.Path));
    }

    [Fact]
    public void A_damaged_outbox_is_set_aside_and_told_and_what_is_whole_is_sent()
    {
        using (var first = new KeptAgent(_folder.Path, _clock, incarnation: 1))
        {
            Run(first, 50);
            Assert.Equal(5, first.Entries.All.Count);
        }

        var path = _folder.At("outbox.db");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().LastIndexOf("node_thermal_zone_celsius"u8)] ^= 1;
        File.WriteAllBytes(path, bytes);

        using var second = new KeptAgent(_folder.Path, _clock, incarnation: 2);
        second.Keeper.Step();
        _clock.Advance(TimeSpan.FromSeconds(11));
        second.Keeper.Step();
        var sent = second.SendAll();
        // Four documents of nine rounds each: flushed when the eldest was nearly ten seconds old.
        Assert.Equal(36, sent.Count(frame => frame.Readings is not null));
        Assert.Contains(sent, frame => frame.Event?.Code == "OutboxSetAside");
    }

    [Fact]
    public void A_second_agent_on_the_same_state_keeps_its_readings_in_memory()
    {
        using var first = new KeptAgent(_folder.Path, _clock, incarnation: 1);
        Run(first, 12);
        using var second = new KeptAgent(_folder.Path, _clock, incarnation: 2);
        Run(second, 12);
        Assert.False(second.Keeper.IsOpen);
        Assert.Equal(12, second.Recorder.Frames);
    }

    [Fact]
    public void Memory_is_bounded_where_the_outbox_cannot_be_written_and_the_loss_is_told()
    {
        using var other = FileLock.Take(_folder.At("outbox.db"));
        using var agent = new KeptAgent(_folder.Path, _clock, adapt: settings => settings with { RamBytes = 2000 });
        Run(agent, 100);
        agent.Recorder.Event("Test", "Something happened.", Domain.Readings.Labels.None);
        Run(agent, 100);
        Assert.InRange(agent.Recorder.Frames, 5, 40);
        var sent = agent.SendAll();
        var gap = Assert.Single(sent, frame => frame.Gap is not null).Gap;
        Assert.Equal(KeptFrames.RamFull, gap.Reason);
        Assert.Contains(sent, frame => frame.Event is not null);
        Assert.Equal(gap.LastSequence + 1, sent.Where(frame => frame.Readings is not null).Min(frame => frame.Key.Sequence));
    }

    [Fact]
    public void More_series_than_the_limit_are_refused_with_one_event_and_make_room_when_idle()
    {
        using var agent = new KeptAgent(_folder.Path, _clock, adapt: settings => settings with { MaximumSeries = 3 });
        for (var i = 0; i < 6; i++)
        {
            agent.Read((KeptAgent.Temperature with { Labels = Domain.Readings.Labels.Of(("zone", $"{i}")) }, i));
        }

        var sent = agent.SendAll();
        Assert.Equal(3, sent.Count(frame => frame.Readings is not null));
        Assert.Single(sent, frame => frame.Event?.Code == "SeriesLimit");
        _clock.Advance(TimeSpan.FromHours(2));
        agent.Read((KeptAgent.Temperature with { Labels = Domain.Readings.Labels.Of(("zone", "new")) }, 1));
        Assert.Single(agent.SendAll());
    }

    [Fact]
    public void A_flood_of_events_of_one_kind_is_held_back_and_counted()
    {
        using var agent = new KeptAgent(_folder.Path, _clock);
        for (var i = 0; i < 100; i++)
        {
            agent.Recorder.Event("Flapping", "It flaps.", Domain.Readings.Labels.None);
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        agent.Recorder.Event("Flapping", "It flaps.", Domain.Readings.Labels.None);
        var sent = agent.SendAll();
        Assert.Equal(31, sent.Count);
        Assert.Contains("70 more of this kind", sent[^1].Event.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Run(KeptAgent agent, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            agent.Read(40 + i);
            _clock.Advance(TimeSpan.FromSeconds(1));
            agent.Keeper.Step();
        }
    }
}
