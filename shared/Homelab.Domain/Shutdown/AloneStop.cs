using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>How a node goes that no order and no lease ever reaches (P9, P12): what its agent will conclude alone, foretold.</summary>
/// <param name="At">When it begins to stop; where nothing stops it, when its power ends.</param>
/// <param name="Why">Reads as the reason of its step.</param>
internal sealed record AloneStop(Moment At, string Why)
{
    public static AloneStop Of(StopPlanRequest request, FeedDeaths deaths, NodeConfig node, AgentWatch watch)
    {
        var (lab, empty) = (request.Lab, deaths.EmptyAt(node.Feeds));
        var dark = DarkPaths.DarkHop(lab, node, lab.CoordinatorNode)?.Name;
        var deaf = $"no order reaches it, for switch {dark} is on no UPS";
        var last = deaths.LastFeed(node.Feeds).Feed;
        if (node.Blind is { StopAfter: null })
        {
            return new AloneStop(empty, $"{deaf}: it stays on until {last} is empty (blind: stay)");
        }

        var began = deaths.Floor(node.Feeds, TimeSpan.Zero, request.Now);
        var declared = node.Blind?.StopAfter is { } after ? began + after : (Moment?)null;
        var read = DarkPaths.Readable(lab, node).Where(feed => deaths.IsDying(feed.Name)).ToList();
        if (read.Count > 0)
        {
            // As AgentSight reckons it: the place in the order, kept by its own reading.
            var floor = began + lab.Policy.Grace;
            var start = deaths.IsUnknown(node.Feeds) ? floor + watch.Wait : watch.LatestStart(floor, empty, watch.Reserve, isCertain: true);
            var names = PlanWords.List(read.Select(feed => feed.Name));
            if (declared is not { } bound || start <= bound)
            {
                return new AloneStop(start, $"{deaf}: it reads {names} by itself, and stops where its place in the order is");
            }
        }

        if (declared is not { } at)
        {
            return new AloneStop(empty, $"{deaf}, it can read no feed, and lab.yaml does not say what it does then (blind): it runs until {last} is empty");
        }

        var stops = $"it stops by itself {PlanWords.Span(node.Blind!.StopAfter!.Value)} after the mains went (blind: stop_after)";
        return at < empty
            ? new AloneStop(at, $"{deaf}: {stops}")
            : new AloneStop(empty, $"{deaf}: {last} is empty before {stops}");
    }
}
