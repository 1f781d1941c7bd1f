using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P25 and P26: who waits for its power to go starts again after a time, and is no longer off for the cut that comes then.</summary>
public class NobodyIsCutAsItStarts
{
    private static readonly LabConfig Lab = LabOf(
        [Ups("u") with { Cut = CutMode.Return, User = "homelab", Password = "secret:u" }, Ups("own", "hub.lan")], [Hub("hub", 10, "own"), Node("web", 20, "u")]);

    private static readonly JournalEntry Opened = new() { Transition = SequenceTransition.OutageOpened, OutageId = "o-2", HostBootId = "h", At = Start, Feeds = ["u"], Nodes = ["web"] };

    /// <summary>Off since a while, and due to start again so long after its order.</summary>
    private static OutageState Waiting(double startsAfter) => new[] { SequenceTransition.FeedCommitted, SequenceTransition.StepOrdered, SequenceTransition.StepAcknowledged, SequenceTransition.StepSeenOff }
        .Select(transition => Opened with { Transition = transition, At = After(10), Delay = TimeSpan.FromSeconds(startsAfter), Step = "stop:web", Node = "web", NodeBootId = "b-1", OrderId = "order" })
        .Aggregate(Sequence.Apply(OutageState.None, Opened), Sequence.Apply);

    private static bool IsCut(OutageState state, double now) => Advance(state, now, new ObservedNode { BootId = "b-1", Signs = new OffSigns { NetworkGoneSince = After(15) } })
        .Any(entry => entry.Transition == SequenceTransition.CutOrdered);

    private static IReadOnlyList<JournalEntry> Advance(OutageState state, double now, ObservedNode web, double left = 2000, double? reported = null, string status = "OB DISCHRG") => [.. Sequence.Advance(state, new SequenceObservation
    {
        Now = After(now),
        HostBootId = "h",
        Epoch = 1,
        NextOutageId = "o-3",
        Lab = Lab,
        Feeds = [Dying("u", left, at: now) with { RawStatus = status, ReportedRuntime = reported is { } own ? TimeSpan.FromSeconds(own) : null }, OnLine("own")],
        Plan = StopPlanner.Plan(Lab, [Dying("u", left, at: now), OnLine("own")], After(now), 1),
        Nodes = new Dictionary<string, ObservedNode> { ["hub"] = new() { IsConnected = true, BootId = "hub-1" }, ["web"] = web },
    })];

    [Fact]
    public void While_it_waits_the_cut_may_come() => Assert.True(IsCut(Waiting(startsAfter: 600), now: 200));

    [Theory]
    [InlineData(180)]
    [InlineData(215)]
    public void When_its_time_is_over_or_is_so_before_the_cut_it_may_not(double startsAfter) => Assert.False(IsCut(Waiting(startsAfter), now: 200));

    /// <summary>It went by its lease in silence, and waits by what it was told, counted from when it was last heard.</summary>
    [Theory]
    [InlineData(600, true)]
    [InlineData(215, false)]
    [InlineData(100, false)]
    public void Who_went_by_its_lease_starts_again_by_its_own_reckoning(double startsAgain, bool isCut)
    {
        var committed = new[] { Opened, Opened with { Transition = SequenceTransition.FeedCommitted } }.Aggregate(OutageState.None, Sequence.Apply);
        var silent = new ObservedNode { BootId = "b-1", LeaseHeldAt = After(5), StartsAgainAt = After(startsAgain), Signs = new OffSigns { NetworkGoneSince = After(15), LeaseUntil = After(60) } };
        var presumed = Advance(committed, 100, silent).Single(entry => entry.Transition == SequenceTransition.StepPresumed);
        var later = Advance(Sequence.Apply(committed, presumed), 200, silent);
        Assert.Equal(isCut, later.Any(entry => entry.Transition == SequenceTransition.CutOrdered));
    }

    /// <summary>The least estimate may be from before the load fell: it is careful for a stop, and careless for a cut that hits machines.</summary>
    [Theory]
    [InlineData(null, "OB DISCHRG", true)]
    [InlineData(50.0, "OB DISCHRG", true)]
    [InlineData(181.0, "OB DISCHRG", false)]
    [InlineData(181.0, "OB LB DISCHRG", false)]
    public void At_the_margin_a_running_machine_is_cut_only_where_the_UPS_says_so_itself(double? reported, string status, bool isCut)
    {
        var committed = new[] { Opened, Opened with { Transition = SequenceTransition.FeedCommitted } }.Aggregate(OutageState.None, Sequence.Apply);
        var silent = new ObservedNode { BootId = "b-1", LeaseHeldAt = After(5), Signs = new OffSigns { NetworkGoneSince = After(15), LeaseUntil = After(900) } };
        Assert.Equal(isCut, Advance(committed, 200, silent, left: 55, reported, status).Any(entry => entry.Transition == SequenceTransition.CutOrdered));
    }
}
