using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What becomes of the outlets, in whole sentences: where they are cut, and what it means where they are not.</summary>
internal static class CutNotes
{
    public static IEnumerable<string> Of(StopPlanRequest request, FeedDeaths deaths, ImmutableArray<StopStep> steps, ImmutableArray<CutStep> cuts) =>
    [
        .. cuts.Select(cut => $"{cut.Feed} is cut with return {cut.Reason}{(cut.Delay > TimeSpan.Zero ? $" ({PlanWords.Least(cut.Delay)} at least)" : "")}."),
        .. from feed in deaths.Dying
           where !feed.IsGivenUp
           let config = request.Lab.Feed(feed.Feed)
           where config is { Cut: CutMode.Return, Hat: not null } && steps.Any(step => step.Node == config.Hat.Node)
           select $"{config!.Hat!.Node} has {feed.Feed} cut as the last thing that it does, unless the mains are back by then.",
        .. deaths.Dying
            .Where(feed => request.Lab.Feed(feed.Feed) is { Cut: CutMode.None })
            .Select(feed => (feed.Feed, Nodes: Waiting(request.Lab, steps, feed.Feed)))
            .Where(left => left.Nodes.Count > 0)
            .Select(left => $"{left.Feed} is not cut: where the mains come back after {PlanWords.List(left.Nodes)} went off and before its battery is empty, nothing starts {(left.Nodes.Count == 1 ? "it" : "them")} again."),
    ];

    /// <summary>Whoever starts with the power waits for a power that never went.</summary>
    private static List<string> Waiting(LabConfig lab, ImmutableArray<StopStep> steps, string feed) =>
        [.. steps.Select(step => lab.Node(step.Node)!).Where(node => node.Start.Kind == StartKind.Power && !node.IsCoordinator && node.Feeds.Contains(feed)).Select(node => node.Name)];
}
