using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>The outage as a whole: it opens, its grace ends, the mains come back and stay.</summary>
internal static class PhaseAdvance
{
    public static void Into(SequenceRound round)
    {
        var seen = round.Seen;
        var lost = seen.Feeds.Where(feed => feed.IsDying && !feed.IsMains).OrderBy(feed => feed.Feed, StringComparer.Ordinal).ToList();
        var dying = lost.Select(feed => feed.Feed).ToList();
        if (!round.State.IsRunning)
        {
            if (dying.Count > 0)
            {
                DrillAdvance.BreakOff(round, $"for {Lost(lost)}");
                var targets = ReturnTargets.AtOpening(round, []);
                round.Add(
                    SequenceTransition.OutageOpened,
                    Lost(lost),
                    entry => entry with
                    {
                        Feeds = [.. dying],
                        Advisory = seen.Lab.Mode == LabMode.Observe,
                        Cause = Causes.Of(lost).Max(),
                        Nodes = targets,
                        Owed = ReturnTargets.Owed(round.State.Return, targets),
                        Looks = [.. round.State.Return.Looks.Values.Where(look => dying.Contains(look.Feed) && look.IsRefutedBy(seen.Now, seen.ListeningSince, seen.Lab.Policy.Restart))],
                    });
            }
            else
            {
                OperatorAdvance.Open(round);
            }

            if (!round.State.IsRunning)
            {
                ReturnAdvance.Into(round);
                DrillAdvance.Over(round);
            }

            return;
        }

        if (seen.Lab.Mode == LabMode.Observe && !round.State.Advisory)
        {
            round.Add(SequenceTransition.Disarmed, "the lab file says observe; leases stop nothing any more, and no order is given");
        }

        var joined = dying.Where(feed => !round.State.Feeds.ContainsKey(feed)).ToList();
        if (joined.Count > 0)
        {
            round.Add(SequenceTransition.FeedJoined, $"{Lost(lost.Where(feed => joined.Contains(feed.Feed)))} too", entry => entry with { Feeds = [.. joined] });
        }

        if (round.State.Phase == OutagePhase.Settling && dying.Count > 0)
        {
            round.Add(SequenceTransition.MainsLostAgain, $"{Lost(lost)} again");
        }

        var began = seen.Feeds.Where(feed => dying.Contains(feed.Feed)).Select(feed => TimeOnBattery.Began(feed, seen.Now)).Aggregate(seen.Now, Moment.Min);
        if (round.State.Phase == OutagePhase.Grace && seen.Now >= began + seen.Lab.Policy.Grace)
        {
            round.Add(SequenceTransition.GraceOver, $"the mains have been away for {PlanWords.Span(seen.Now - began)}");
        }

        Causes.Into(round, lost);
        OperatorAdvance.Into(round);
        ReturnTargets.Join(round);
        Return(round);
    }

    private static string Lost(IEnumerable<FeedAssessment> feeds) => string.Join(", ", feeds
        .GroupBy(feed => feed.IsGivenUp ? $"given up: {feed.Fired.FirstOrDefault(fired => fired.ActsOnLine)?.Why}" : "on battery")
        .Select(same => $"{string.Join(", ", same.Select(feed => feed.Feed))} {same.Key}"));

    private static void Return(SequenceRound round)
    {
        // The feed of a node that an operator shut down is a way of speaking: it ends with the wish.
        var real = round.State.Feeds.Keys.Where(feed => !AskedNodes.IsOne(feed)).ToList();
        if (round.State.AskedFeeds.Any(AskedNodes.IsOne))
        {
            return;
        }

        var back = real.Select(name => round.Seen.Feeds.FirstOrDefault(feed => feed.Feed == name)).ToList();
        if (back.Any(feed => feed is not { Condition: FeedCondition.OnLine }))
        {
            return;
        }

        round.Add(SequenceTransition.MainsBack, real.Count > 0 ? $"{string.Join(", ", real)} on line" : "no feed was away");
        var stable = back.Select(feed => round.Seen.Now - (feed!.OnLineSince ?? round.Seen.Now)).DefaultIfEmpty(round.Seen.Lab.Policy.Debounce).Min();
        if (stable >= round.Seen.Lab.Policy.Debounce)
        {
            round.Add(SequenceTransition.OutageEnded, real.Count > 0 ? $"on line for {PlanWords.Span(stable)}" : "nothing keeps it going", entry => entry with { Feeds = [.. round.State.Feeds.Keys] });
        }
    }
}
