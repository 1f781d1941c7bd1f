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

    private static bool IsCut(OutageState state, double now) => Sequence.Advance(state, new SequenceObservation
    {
        Now = After(now),
        HostBootId = "h",
        Epoch = 1,
        NextOutageId = "o-3",
        Lab = Lab,
        Feeds = [Dying("u", 2000, at: now) with { RawStatus = "OB DISCHRG" }, OnLine("own")],
        Plan = StopPlanner.Plan(Lab, [Dying("u", 2000, at: now), OnLine("own")], After(now), 1),
        Nodes = new Dictionary<string, ObservedNode> { ["hub"] = new() { IsConnected = true, BootId = "hub-1" }, ["web"] = new() { BootId = "b-1", Signs = new OffSigns { NetworkGoneSince = After(15) } } },
    }).Any(entry => entry.Transition == SequenceTransition.CutOrdered);

    [Fact]
    public void While_it_waits_the_cut_may_come() => Assert.True(IsCut(Waiting(startsAfter: 600), now: 200));

    [Theory]
    [InlineData(180)]
    [InlineData(215)]
    public void When_its_time_is_over_or_is_so_before_the_cut_it_may_not(double startsAfter) => Assert.False(IsCut(Waiting(startsAfter), now: 200));
}
