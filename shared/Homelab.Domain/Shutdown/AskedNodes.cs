using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Nodes that an operator asked to shut down. Each hangs on a feed of its own that is given up, so that the plan, the leases and the steps are
/// the same for every cause; where its real feeds die meanwhile, its own dies with them.
/// </summary>
public static class AskedNodes
{
    private const string Prefix = "node:";

    /// <summary>No feed of a lab file has such a name.</summary>
    internal static string FeedOf(string node) => Prefix + node;

    public static bool IsOne(string feed) => feed.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The node that was asked for, or the feed itself.</summary>
    public static string NameOf(string feed) => IsOne(feed) ? feed[Prefix.Length..] : feed;

    internal static LabConfig On(LabConfig lab, IReadOnlyCollection<string> asked) => !asked.Any(IsOne) ? lab : lab with
    {
        Feeds = [.. lab.Feeds, .. asked.Where(IsOne).Select(feed => new FeedConfig { Name = feed })],
        Nodes = [.. lab.Nodes.Select(node => asked.Contains(FeedOf(node.Name)) ? node with { Feeds = [FeedOf(node.Name)] } : node)],
    };

    /// <summary>Their feeds before anybody gave them up.</summary>
    internal static IEnumerable<FeedAssessment> Feeds(IEnumerable<string> asked, LabConfig lab, ImmutableArray<FeedAssessment> feeds, Moment now)
    {
        foreach (var node in lab.Nodes.Where(node => asked.Contains(FeedOf(node.Name))))
        {
            var real = feeds.Where(feed => !feed.IsMains && node.Feeds.Contains(feed.Feed)).ToList();
            var last = real.Any(feed => feed.Condition == FeedCondition.OnLine) ? null : real.Where(feed => feed.IsDying).MaxBy(feed => feed.EmptyAt?.Nanoseconds ?? long.MinValue);

            // Load that moves from feed to feed is reckoned on the real ones.
            yield return last is null
                ? new FeedAssessment { Feed = FeedOf(node.Name), Condition = FeedCondition.OnLine, RuntimeAt = now }
                : last with { Feed = FeedOf(node.Name), LoadRatio = null };
        }
    }

    /// <summary>An agent that is alone knows its node's real feeds only: those it is told of.</summary>
    internal static OutageEffect Named(OutageEffect effect, LabConfig lab)
    {
        if (effect is not OutageEffect.RenewLease renewed || !renewed.Terms.DyingFeeds.Any(IsOne))
        {
            return effect;
        }

        var own = lab.Node(renewed.Node) is { } node && renewed.Terms.DyingFeeds.Contains(FeedOf(renewed.Node)) ? node.Feeds : [];
        return renewed with { Terms = renewed.Terms with { DyingFeeds = [.. renewed.Terms.DyingFeeds.Where(feed => !IsOne(feed)).Union(own)] } };
    }
}
