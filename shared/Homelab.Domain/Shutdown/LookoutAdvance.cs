using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// A feed that nobody answers for is on battery for good, by what is known (P9, P17): where its upsd's host was stopped, nobody would ever
/// learn that the mains are back, or that it has cooled down. So in the outage itself that host is started to look, and a feed that stays silent holds up nothing for ever.
/// </summary>
internal static class LookoutAdvance
{
    public static void Into(SequenceRound round)
    {
        foreach (var feed in round.Seen.Feeds.Where(feed => IsSilent(round, feed)).ToList())
        {
            var host = round.Seen.Lab.UpsdHostOf(round.Seen.Lab.Feed(feed.Feed));
            var look = FeedLook.Of(round.State.Return, feed.Feed);
            if (look.IsUnderWay(feed, round.Seen.Lab.Policy.Restart, round.Seen.Now))
            {
                continue;
            }

            if (host is not null && look.Count < FeedLook.Most && round.State.Return.Nodes.ContainsKey(host.Name) && !round.State.Advisory && IsOff(round, host))
            {
                Look(round, feed, look, host);
            }

            // Also where the host is up and only its upsd is dead: no start helps there, and nobody waits for ever.
            else if (IsSpent(feed, round.Seen.Now) && round.Seen.Now >= DropAt(round, feed, look))
            {
                round.Add(SequenceTransition.FeedUnread, Unread(round, feed, host), entry => entry with { Feeds = [feed.Feed] });
            }
        }
    }

    /// <summary>Its host has just been sent for, and who started on this feed in the meantime has the time that this takes.</summary>
    public static bool IsAwaited(SequenceRound round, FeedAssessment feed) =>
        FeedLook.Of(round.State.Return, feed.Feed) is { Count: 1 } look && look.IsUnderWay(feed, round.Seen.Lab.Policy.Restart, round.Seen.Now);

    private static bool IsSilent(SequenceRound round, FeedAssessment feed) =>
        round.State.Feeds.ContainsKey(feed.Feed) && !AskedNodes.IsOne(feed.Feed)
        && !feed.IsMains && (feed.Condition == FeedCondition.Unknown || feed is { IsDying: true, IsUnanswered: true });

    /// <summary>Or it was silent for as long as a boot takes: who only lost its network for a while is not sent for.</summary>
    private static bool IsOff(SequenceRound round, NodeConfig host) =>
        round.Seen.Nodes.GetValueOrDefault(host.Name) is not { IsConnected: true }
        && (round.State.Steps.GetValueOrDefault(StepList.IdOf(host.Name)) is { IsOver: true }
        || (round.Seen.Nodes.GetValueOrDefault(host.Name) is { Signs.NetworkGoneSince: { } gone } && round.Seen.Now - gone >= round.Seen.Lab.Policy.Restart.BootAtMost));

    private static void Look(SequenceRound round, FeedAssessment feed, FeedLook look, NodeConfig host)
    {
        if (!OutletStart.MustWait(round, host.Name) && MainsEvidence.Of(round, feed, look, SilentSince(round, feed, host), host) is { } why)
        {
            var act = OutletStart.ActOf(round, host.Name);
            round.Add(
                SequenceTransition.LookOrdered,
                $"nobody can read {feed.Feed} before {host.Name} is on, and {why}: {StartWords.Beginning(host, host.Name, look.Count + 1)}{StartWords.Of(act)}",
                entry => entry with { Node = host.Name, Feeds = [feed.Feed], Outlet = act });
        }
    }

    /// <summary>A magic packet that comes to nothing costs nothing; one that finds the feed on battery costs a boot and a stop.</summary>
    private static Moment DropAt(SequenceRound round, FeedAssessment feed, FeedLook look)
    {
        var policy = round.Seen.Lab.Policy.Restart;
        return look switch
        {
            { At: { } at } when !(feed.LastReading > at) => at + policy.BootAtMost,
            { At: not null } => feed.LastReading!.Value + look.Pace(policy),
            _ => SilentSince(round, feed, null) + (policy.GateAtMost * (Math.Pow(2, FeedLook.Most) - 1)),
        };
    }

    private static Moment SilentSince(SequenceRound round, FeedAssessment feed, NodeConfig? host)
    {
        var off = host is null ? null : round.State.Steps.GetValueOrDefault(StepList.IdOf(host.Name))?.OffAt;
        return Moment.Max(round.State.Feeds[feed.Feed], Moment.Max(feed.LastReading ?? Moment.Zero, off ?? Moment.Zero));
    }

    /// <summary>By all that is known nobody runs on its battery any more, or nobody ever did.</summary>
    internal static bool IsSpent(FeedAssessment feed, Moment now) => !feed.IsDying || feed.EmptyAt is not { } empty || now >= empty;

    private static string Unread(SequenceRound round, FeedAssessment feed, NodeConfig? host)
    {
        var looked = FeedLook.Of(round.State.Return, feed.Feed).Count is var count and > 0 ? $", {host?.Name} was started {count} times to look" : "";
        return $"nobody has answered for {feed.Feed} for {PlanWords.Span(round.Seen.Now - SilentSince(round, feed, null))}{looked}, and {LastKnown(feed)}: the outage goes on without it";
    }

    private static string LastKnown(FeedAssessment feed) => feed switch
    {
        { IsGivenUp: true } => "it was given up for heat",
        { IsDying: true } => "what its battery held is used up",
        _ => "it was on line then",
    };
}
