using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Who is presumed off counts as off for its outlet and for the cut only where something told it to go in this outage (P20, P25).</summary>
public class WhoWasTold
{
    private static readonly LabConfig Lab = LabOf(
        [Ups("u") with { Cut = CutMode.Return, User = "homelab", Password = "secret:u" }, Ups("own", "hub.lan")], [Hub("hub", 10, "own"), Node("web", 20, "u")]);

    private static readonly JournalEntry Opened = new() { Transition = SequenceTransition.OutageOpened, OutageId = "o-2", HostBootId = "h", At = Start, Feeds = ["u"], Nodes = ["web"] };

    private static OutageState State(params SequenceTransition[] transitions) => transitions
        .Select(transition => Opened with { Transition = transition, At = After(10), Step = "stop:web", Node = "web", NodeBootId = "b-1", OrderId = "order" })
        .Aggregate(Sequence.Apply(OutageState.None, Opened), Sequence.Apply);

    /// <summary>Minutes later, when every time of its own is over.</summary>
    internal static ImmutableArray<JournalEntry> Advance(OutageState state, ObservedNode node)
    {
        var now = After(200);
        return Sequence.Advance(state, new SequenceObservation
        {
            Now = now,
            HostBootId = "h",
            Epoch = 1,
            NextOutageId = "o-3",
            Lab = Lab,
            Feeds = [Dying("u", 2000, at: 200) with { RawStatus = "OB DISCHRG" }, OnLine("own")],
            Plan = StopPlanner.Plan(Lab, [Dying("u", 2000, at: 200), OnLine("own")], now, 1),
            Nodes = new Dictionary<string, ObservedNode> { ["hub"] = new() { IsConnected = true, BootId = "hub-1" }, ["web"] = node },
        });
    }

    internal static ObservedNode Silent(double? leaseHeldAt) => new()
    {
        BootId = "b-1",
        LeaseHeldAt = leaseHeldAt is { } at ? After(at) : null,
        Signs = new OffSigns { NetworkGoneSince = After(15), LeaseUntil = After(100) },
    };

    [Theory]
    [InlineData(5.0, true)]
    [InlineData(-50.0, false)]
    [InlineData(null, false)]
    public void By_a_lease_only_where_it_acknowledged_one_of_this_outage(double? leaseHeldAt, bool wasTold)
    {
        var presumed = Advance(State(), Silent(leaseHeldAt)).Single(entry => entry.Transition == SequenceTransition.StepPresumed);
        Assert.Equal(wasTold, presumed.WasTold);
        Assert.Equal(wasTold, Sequence.Apply(State(), presumed).Return.Off.ContainsKey("web"));
    }

    [Theory]
    [InlineData(5.0, true)]
    [InlineData(-50.0, false)]
    public void And_a_cut_goes_by_the_same(double leaseHeldAt, bool isCut) =>
        Assert.Equal(isCut, Advance(State(SequenceTransition.FeedCommitted, SequenceTransition.StepPresumed), Silent(leaseHeldAt)).Any(entry => entry.Transition == SequenceTransition.CutOrdered));

    [Fact]
    public void An_order_that_it_took_and_refused_after_all_told_it_nothing()
    {
        var refused = State(SequenceTransition.FeedCommitted, SequenceTransition.StepOrdered, SequenceTransition.StepAcknowledged, SequenceTransition.StepRefused);
        var entries = Advance(refused, Silent(null));
        Assert.False(entries.Single(entry => entry.Transition == SequenceTransition.StepPresumed).WasTold);
        Assert.DoesNotContain(entries, entry => entry.Transition == SequenceTransition.CutOrdered);

        var taken = State(SequenceTransition.FeedCommitted, SequenceTransition.StepOrdered, SequenceTransition.StepAcknowledged);
        Assert.True(Advance(taken, Silent(null)).Single(entry => entry.Transition == SequenceTransition.StepPresumed).WasTold);
    }

    [Fact]
    public void A_lease_stops_nobody_who_may_not_be_powered_off()
    {
        var refuses = Silent(5) with { MayPowerOff = false };
        Assert.DoesNotContain(Advance(State(), refuses), entry => entry.Transition == SequenceTransition.StepPresumed);
        Assert.DoesNotContain(Advance(State(SequenceTransition.FeedCommitted, SequenceTransition.StepPresumed), refuses), entry => entry.Transition == SequenceTransition.CutOrdered);
    }

    [Fact]
    public void Nor_is_its_feed_cut_before_the_margin_when_its_network_is_gone_too()
    {
        var lab = AnOutageIsPlayed.Outage(AFeedIsCut.Outside());
        lab.Agent("web").Refuses();
        lab.At(60, it => it.Agent("web").IsLinkUp = false).RunUntil(600);
        Assert.InRange(lab.SecondsOf(lab.Journal.Single(entry => entry.Transition == SequenceTransition.CutOrdered).At), 10 + 500 - 60, 10 + 500 - 60 + 3);
    }
}
