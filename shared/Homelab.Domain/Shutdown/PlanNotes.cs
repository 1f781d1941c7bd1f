using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What a plan assumes and what it cannot do, in whole sentences.</summary>
internal static class PlanNotes
{
    public static ImmutableArray<string> Of(StopPlanRequest request, FeedDeaths deaths) =>
    [
        .. deaths.Dying.Where(feed => feed.EmptyAt is null).Select(feed => $"{feed.Feed} tells no runtime: it is taken to last as long as the order needs."),
        .. deaths.Dying.Where(feed => feed.EmptyAt is not null && feed.RuntimeBasis.Length > 0).Select(feed => $"The runtime of {feed.Feed} is {feed.RuntimeBasis}."),
        .. request.Lab.Nodes.Where(node => node.Feeds.IsEmpty).Select(node => $"{node.Name} hangs on no feed: nothing is known of its power."),
        .. request.Lab.Nodes.Where(node => OnlyMains(request.Lab, node.Feeds)).Select(node => $"{node.Name} hangs on the bare mains: it goes dark with them, and nothing can be ordered."),
        .. request.Lab.Appliances.Where(appliance => deaths.IsInScope(appliance.Feeds)).Select(appliance => $"{appliance.Name} runs no agent: it is not stopped, and loses power when its feed is empty."),
        .. deaths.Nodes.Where(node => Blind(request.Lab, node)).Select(Unreached),
        .. deaths.Nodes.Where(node => !request.ProvenStarts.Contains(node.Name) && ShedMoments.Wanted(request, deaths, node) is not null)
            .Select(node => $"{node.Name} would be shed early, but no drill has proved that it starts again (P23), so it stays until its latest start."),
    ];

    private static bool OnlyMains(LabConfig lab, ImmutableArray<string> feeds) =>
        !feeds.IsEmpty && feeds.All(feed => lab.Feed(feed)?.IsMains == true);

    private static bool Blind(LabConfig lab, NodeConfig node) => NetworkPath.To(lab, node).Any(hop => OnlyMains(lab, hop.Feeds));

    private static string Unreached(NodeConfig node) => node.Blind switch
    {
        null => $"{node.Name} cannot be reached once the mains are gone, and lab.yaml does not say what it does then (blind).",
        { StopAfter: { } after } => $"{node.Name} cannot be reached once the mains are gone: it is declared to stop by itself after {PlanWords.Span(after)}.",
        _ => $"{node.Name} cannot be reached once the mains are gone: it is declared to stay.",
    };
}
