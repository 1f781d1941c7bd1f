using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// When a node is given up early: every service on it is of a tier whose rule has come true, everything that needs it is given up no
/// later, and a drill has proved that it can be started again (P23).
/// </summary>
internal static class ShedMoments
{
    public static Dictionary<string, (Moment At, string Why)> Compute(StopPlanRequest request, FeedDeaths deaths, StopGraph graph)
    {
        var result = new Dictionary<string, (Moment At, string Why)>();
        if (request.Lab.Policy.Shed.IsEmpty)
        {
            return result;
        }

        var nodes = request.Lab.Nodes.ToDictionary(node => node.Name);
        foreach (var name in graph.NeedsFirst().Reverse())
        {
            var own = Wanted(request, deaths, nodes[name]);
            var dependents = graph.DependentsOf(name);
            if (own is null || !request.ProvenStarts.Contains(name) || !dependents.All(result.ContainsKey))
            {
                continue;
            }

            var last = dependents.Select(dependent => result[dependent].At).Aggregate(own.Value.At, Moment.Max);
            result[name] = (last, own.Value.Why);
        }

        return result;
    }

    /// <summary>When policy would give the node up, proved or not; null where it would not.</summary>
    public static (Moment At, string Why)? Wanted(StopPlanRequest request, FeedDeaths deaths, NodeConfig node)
    {
        if (request.Lab.Policy.Shed.IsEmpty || node.IsCoordinator)
        {
            return null;
        }

        var tiers = request.Lab.Services.Where(service => service.On.Contains(node.Name)).Select(service => service.Tier).Distinct().ToList();
        if (tiers.Count == 0)
        {
            return null;
        }

        var feed = deaths.LastFeed(node.Feeds);
        (Moment At, string Why)? latest = null;
        foreach (var tier in tiers)
        {
            if (Of(request, tier, feed) is not { } first)
            {
                return null;
            }

            latest = latest is { } known && known.At > first.At ? known : first;
        }

        return latest;
    }

    /// <summary>The first moment at which a rule gives the tier up on this feed; null where none does.</summary>
    public static (Moment At, string Why)? Of(StopPlanRequest request, Tier tier, FeedAssessment feed)
    {
        var moments = request.Lab.Policy.Shed
            .Where(rule => rule.Tier == tier)
            .Select(rule => At(rule, feed, request.Now))
            .OfType<(Moment At, string Why)>()
            .ToList();
        return moments.Count == 0 ? null : moments.MinBy(moment => moment.At.Nanoseconds);
    }

    private static (Moment At, string Why)? At(ShedRule rule, FeedAssessment feed, Moment now)
    {
        var tier = rule.Tier.ToString().ToLowerInvariant();
        if (rule.After is { } after)
        {
            return (TimeOnBattery.Began(feed, now) + after, $"tier {tier} is shed {PlanWords.Span(after)} after the mains went");
        }

        return rule.BelowChargeRatio is { } below && feed.ChargeRatio is { } charge && charge < below
            ? (now, $"tier {tier} is shed below {below:P0} of charge, and {feed.Feed} has {charge:P0}")
            : null;
    }
}
