using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

public enum OutletAct
{
    /// <summary>On, and nothing else: it hurts nobody who runs.</summary>
    On,

    /// <summary>Off, a pause, and on: for a node that is off on an outlet that is on.</summary>
    Cycle,
}

/// <summary>What the UPS made of it.</summary>
public sealed record OutletAnswer(OutletAct Act, bool IsTaken, string Detail);

/// <summary>
/// When a node's outlet may go off (<see cref="OutletAct.Cycle"/>): only by the journal's record that it was seen off, or presumed so after it was told (P20), and only while
/// nothing has spoken against it since. Each record serves once: what one cycle started may run, whether or not it is heard.
/// </summary>
public static class OutletStart
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    internal static OutletAct? ActOf(SequenceRound round, string name) => PlaceOf(round, name) is not { } outlet ? null
        : CycleAt(round, name, outlet) is { } at && round.Seen.Now >= at ? OutletAct.Cycle : OutletAct.On;

    /// <summary>Its outlet may go off, and not yet.</summary>
    internal static bool MustWait(SequenceRound round, string name) =>
        PlaceOf(round, name) is { } outlet && CycleAt(round, name, outlet) is { } at && round.Seen.Now < at;

    /// <summary>Whether a node's load is gone; null where its outlet does not tell now.</summary>
    public static bool? IsLoadGone(OutletPlace place, IEnumerable<FeedAssessment> feeds) =>
        feeds.FirstOrDefault(feed => feed.Feed == place.Feed) is { IsStale: false } feed && feed.Outlets.TryGetValue(place.Number, out var outlet)
            ? outlet switch { { IsOn: false } => true, { Watts: { } watts } => watts <= place.StandbyWatts, _ => null }
            : null;

    /// <summary>Null where it must not go off.</summary>
    private static Moment? CycleAt(SequenceRound round, string name, OutletPlace place)
    {
        if (round.Seen.Nodes.GetValueOrDefault(name) is not { IsConnected: false, Signs.NetworkGoneSince: { } silent } node
            || !WasOff(round, name, node, place) || IsLoadGone(place, round.Seen.Feeds) == false
            || round.Seen.Feeds.FirstOrDefault(feed => feed.Feed == place.Feed) is not { Condition: FeedCondition.OnLine } feed)
        {
            return null;
        }

        // Its UPS may have cut it or run empty: then its outlets came on with the mains, and it has the time of a boot.
        var policy = round.Seen.Lab.Policy;
        var off = silent + (round.Seen.Lab.Node(name)?.Stop ?? TimeSpan.Zero) * (1 + LatestStarts.Drift) + policy.Tail;
        return round.State.Return.IsSteady ? off : feed.OnLineSince is { } steady ? Moment.Max(off, steady + policy.Restart.BootAtMost) : null;
    }

    /// <summary>
    /// In that boot. One that was not heard in this process may have started since, and nobody told; unless its meter, which showed a load and then none, shows none now.
    /// </summary>
    private static bool WasOff(SequenceRound round, string name, ObservedNode node, OutletPlace place) => round.State.Return.Off.TryGetValue(name, out var boot)
        && (node.BootId == boot || (node.BootId.Length == 0 && round.State.Return.Dark.Contains(name) && IsLoadGone(place, round.Seen.Feeds) == true));

    private static OutletPlace? PlaceOf(SequenceRound round, string name) => round.Seen.Lab.Node(name)?.Start.Outlet;
}
