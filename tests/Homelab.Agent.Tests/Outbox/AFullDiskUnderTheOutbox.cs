using Homelab.Agent.Outbox;
using Homelab.Contracts.V1;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Outbox;

/// <summary>Somebody fills the card of a node whose coordinator is away, so that its outbox takes nothing more.</summary>
public sealed class AFullDiskUnderTheOutbox : IDisposable
{
    private readonly SmallDisk _card = new(mebibytes: 8);
    private readonly HandClock _clock = new();

    public void Dispose() => _card.Dispose();

    [Fact]
    public void Readings_go_on_in_bounded_memory_what_is_given_up_is_one_gap_and_it_is_written_again_when_there_is_room()
    {
        using var agent = new KeptAgent(_card.Path, _clock, adapt: settings => settings with { RamBytes = 2000 });
        Run(agent, 30);
        var onDisk = agent.Entries.All.Count;
        Assert.InRange(onDisk, 1, 30);

        _card.FillUpTo(0);
        Run(agent, 200);
        Assert.Equal(onDisk, agent.Entries.All.Count);
        Assert.InRange(agent.Recorder.Frames, 5, 40);

        _card.Free();
        Run(agent, 30);
        Assert.True(agent.Entries.All.Count > onDisk, "Nothing was written after there was room again.");
        EveryReadingCameOrLiesInTheGap(agent.SendAll(), readings: 260);
        Assert.False(File.Exists(agent.Settings.Path));
    }

    [Fact]
    public void What_was_on_the_card_before_is_sent_and_taken_off_it_while_it_is_full()
    {
        using var agent = new KeptAgent(_card.Path, _clock);
        Run(agent, 30);
        _card.FillUpTo(0);
        Run(agent, 10);

        // What waits in memory goes at once, and then the outbox is looked at again.
        var sent = agent.SendAll();
        _clock.Advance(TimeSpan.FromSeconds(11));
        sent.AddRange(agent.SendAll());
        Assert.Equal(40, sent.Count(frame => frame.Readings is not null));
        Assert.DoesNotContain(sent, frame => frame.Gap is not null);
        Assert.Equal(0, agent.Outgoing.Frames);
    }

    [Fact]
    public void Without_the_bound_in_memory_it_would_grow_for_as_long_as_the_card_is_full()
    {
        using var agent = new KeptAgent(_card.Path, _clock, adapt: settings => settings with { RamBytes = long.MaxValue });
        _card.FillUpTo(0);
        Run(agent, 200);

        Assert.Equal(200, agent.Recorder.Frames);
    }

    private static void EveryReadingCameOrLiesInTheGap(List<AgentFrame> sent, int readings)
    {
        var gap = Assert.Single(sent, frame => frame.Gap is not null).Gap;
        Assert.Equal(KeptFrames.RamFull, gap.Reason);
        var came = sent.Where(frame => frame.Readings is not null).Select(frame => frame.Key.Sequence).ToList();
        Assert.Equal(came.Count, came.Distinct().Count());
        Assert.DoesNotContain(came, number => number >= gap.FirstSequence && number <= gap.LastSequence);
        Assert.Equal((ulong)readings, (ulong)came.Count + gap.LastSequence - gap.FirstSequence + 1 - (ulong)sent.Count(frame => frame.Readings is null && frame.Key.Sequence >= gap.FirstSequence && frame.Key.Sequence <= gap.LastSequence));
    }

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
