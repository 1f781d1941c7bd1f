using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Whether a feed may be loaded again (P29): steady for long enough, and charged enough for a second outage; but every wait has a bound.
/// </summary>
internal static class ReturnGate
{
    /// <param name="since">When the outage ended, or the coordinator began to look.</param>
    /// <returns>Why it is open; null while it is closed.</returns>
    public static string? Judge(FeedConfig config, FeedAssessment? feed, ReturnState state, RestartPolicy policy, Moment since, Moment now)
    {
        var waited = now - since;
        if (feed is null or { Condition: FeedCondition.Unknown })
        {
            return Unread(config, state, policy, since, now);
        }

        if (feed is not { Condition: FeedCondition.OnLine, OnLineSince: { } steady } || now - steady < policy.StableFor)
        {
            return null;
        }

        var stable = $"{config.Name} on line for {PlanWords.Span(now - steady)}";
        if (feed.ChargeRatio >= policy.ChargeRatio)
        {
            return $"{stable} and charged to {PlanWords.Percent(feed.ChargeRatio.Value)}";
        }

        var charging = waited > now - steady ? waited : now - steady;
        if (charging < policy.GateAtMost)
        {
            return null;
        }

        return feed.ChargeRatio is { } charge
            ? $"{stable}, and charged to {PlanWords.Percent(charge)} only after {PlanWords.Span(charging)}: its battery does not charge as it should"
            : $"{stable}; its charge is unknown, and {PlanWords.Span(policy.GateAtMost)} stand for it";
    }

    /// <summary>The host of its upsd, where that is to be started itself, and nobody has opened the gate for it yet.</summary>
    public static ImmutableArray<string> LookoutsOf(FeedConfig config, ReturnState state) =>
        [.. state.Nodes.Where(node => config.Source?.RunsOn(node.Key) == true).Take(1).Where(node => !node.Value.IsLookout).Select(node => node.Key)];

    /// <summary>
    /// Its upsd may run on what is to be started: then nobody can wait for it to say so. Where that was in vain, for the feed was still on
    /// battery, each further start waits twice as long.
    /// </summary>
    private static string? Unread(FeedConfig config, ReturnState state, RestartPolicy policy, Moment since, Moment now)
    {
        var look = FeedLook.Of(state, config.Name);
        if (LookoutsOf(config, state) is [var host])
        {
            var wait = look.Count == 0 || state.Unread.ContainsKey(config.Name) ? policy.StableFor : look.Pace(policy) / 2;
            return now - since >= wait ? $"nobody can read {config.Name} before {host} is on" : null;
        }

        // Who was started to read it has the time for that.
        var waited = now - (look.At is { } at ? Moment.Max(since, at + policy.BootAtMost) : since);
        return waited >= policy.GateAtMost ? $"{config.Name} could not be read for {PlanWords.Span(waited)}" : null;
    }
}
