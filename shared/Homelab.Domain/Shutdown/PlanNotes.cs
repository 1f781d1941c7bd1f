using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What a plan assumes and what it cannot do, in whole sentences.</summary>
internal static class PlanNotes
{
    public static ImmutableArray<string> Of(StopPlanRequest request, FeedDeaths deaths, ImmutableArray<StopStep> steps) =>
    [
        .. deaths.Dying.Where(feed => feed.EmptyAt is null).Select(feed => $"{feed.Feed} tells no runtime: it is taken to last as long as the order needs."),
        .. deaths.Dying.Where(feed => feed.EmptyAt is not null && !AskedNodes.IsOne(feed.Feed) && feed.RuntimeBasis.Length > 0).Select(feed => $"The runtime of {feed.Feed} is {feed.RuntimeBasis}."),
        .. deaths.Unknown.Select(feed => $"Nothing is known of {feed}: it is counted neither as lost nor as a help."),
        .. request.Lab.Feeds.Select(feed => Overloaded(request, feed)).OfType<string>(),
        .. request.Lab.Nodes.Where(node => node.Feeds.IsEmpty).Select(node => $"{node.Name} hangs on no feed: nothing is known of its power."),
        .. request.Lab.Nodes.Where(node => OnlyMains(request.Lab, node.Feeds)).Select(node => $"{node.Name} hangs on the bare mains: it goes dark with them, and nothing can be ordered."),
        .. request.Lab.Appliances.Where(appliance => deaths.IsInScope(appliance.Feeds)).Select(Appliance),
        .. deaths.Nodes.Where(node => request.LocalUpsmons.Contains(node.Name)).Select(node => $"{node.Name} runs an upsmon of its own, which takes it down at low battery whatever is planned."),
        .. deaths.Nodes.Where(node => Blind(request.Lab, node)).Select(Unreached),
        .. Learned(request, steps),
        .. Spare(request, steps),
        .. UpsdHosts(request, deaths),
        .. Outliving(request, steps),
        .. deaths.Nodes.Select(node => ShedNote.Of(request, deaths, node)).OfType<string>(),
    ];

    private static string Appliance(ApplianceConfig appliance) => appliance.StopsItself
        ? $"{appliance.Name} follows the UPS by itself and goes down at low battery, whatever is planned."
        : $"{appliance.Name} runs no agent: it is not stopped, and loses power when its feed is empty.";

    /// <summary>A UPS must carry all that hangs on it, for the other feeds may be gone.</summary>
    private static string? Overloaded(StopPlanRequest request, FeedConfig feed)
    {
        var declared = PowerDraw.DeclaredOn(request.Lab, feed.Name);
        return declared > feed.RatingWatts
            ? $"{feed.Name} carries {feed.RatingWatts:0} W, and what hangs on it may draw {declared:0} W: when it carries all of it alone, it may switch off."
            : null;
    }

    private static bool OnlyMains(LabConfig lab, ImmutableArray<string> feeds) =>
        !feeds.IsEmpty && feeds.All(feed => lab.Feed(feed)?.IsMains == true);

    private static bool Blind(LabConfig lab, NodeConfig node) => !node.IsCoordinator && DarkPaths.DarkHop(lab, node, lab.CoordinatorNode) is not null;

    private static string Unreached(NodeConfig node) => node.Blind switch
    {
        null => $"{node.Name} cannot be reached once the mains are gone, and lab.yaml does not say what it does then (blind).",
        { StopAfter: { } after } => $"{node.Name} cannot be reached once the mains are gone: it is declared to stop by itself after {PlanWords.Span(after)}.",
        _ => $"{node.Name} cannot be reached once the mains are gone: it is declared to stay.",
    };

    /// <summary>Stops that are reckoned with otherwise than declared (P21).</summary>
    private static IEnumerable<string> Learned(StopPlanRequest request, ImmutableArray<StopStep> steps) =>
        from known in request.LearnedStops.OrderBy(known => known.Key, StringComparer.Ordinal)
        let service = request.Lab.Services.SelectMany(service => service.On.Select(node => (service.Stop, Node: node, Id: ServiceStep.IdOf(service.Name, node)))).FirstOrDefault(item => item.Id == known.Key)
        let node = service.Node ?? known.Key
        where steps.Any(step => step.Node == node)
        let declared = service.Node is null ? request.Lab.Node(node)!.Stop : service.Stop
        select $"{ServiceStep.NameOf(known.Key, node)} is reckoned to take {PlanWords.Least(known.Value.Took)} to stop, {known.Value.Basis}; {PlanWords.Span(declared)} are declared.";

    /// <summary>Which instances of a service that has more than it needs may go first.</summary>
    private static IEnumerable<string> Spare(StopPlanRequest request, ImmutableArray<StopStep> steps)
    {
        var after = steps.ToDictionary(step => step.Node, step => step.After.ToHashSet());
        var dependents = request.Lab.Services.SelectMany(service => service.Needs.Select(need => (Need: need, service.On))).ToLookup(pair => pair.Need, pair => pair.On);
        foreach (var service in request.Lab.Services.Where(service => service.Need < service.On.Length))
        {
            HashSet<string> waited = [.. dependents[service.Name].SelectMany(on => on).Where(after.ContainsKey).Select(StepList.IdOf)];
            List<string> spare = [.. service.On.Where(host => after.TryGetValue(host, out var before) && !waited.Any(id => id != StepList.IdOf(host) && before.Contains(id)))];
            if (waited.Count > 0 && spare.Count > 0)
            {
                yield return $"{service.Name} needs {service.Need} of its {service.On.Length} instances: {PlanWords.List(spare)} {(spare.Count == 1 ? "waits" : "wait")} for none of those that need it.";
            }
        }
    }

    /// <summary>P17: from then on the battery is not read any more, and that is no alarm.</summary>
    private static IEnumerable<string> UpsdHosts(StopPlanRequest request, FeedDeaths deaths) =>
        from feed in request.Lab.Feeds
        where deaths.IsDying(feed.Name)
        let host = InfrastructureEdges.HostOf(deaths, feed)
        where host is { IsCoordinator: false } && request.Lab.CoordinatorNode is not null
        select $"{feed.Name} is read on {host.Name}: when that stops, nobody reads it any more, and what was known of its runtime counts down.";

    /// <summary>P26: nobody orders what starts after the coordinator's host.</summary>
    private static IEnumerable<string> Outliving(StopPlanRequest request, ImmutableArray<StopStep> steps)
    {
        if (request.Lab.CoordinatorNode is not { } own || steps.FirstOrDefault(step => step.Node == own.Name) is not { } last)
        {
            return [];
        }

        List<string> left = [.. steps.Where(step => step.LatestStart > last.LatestStart).Select(step => step.Node)];
        return left.Count == 0
            ? []
            : [$"{PlanWords.List(left)} {(left.Count == 1 ? "stops" : "stop")} after {own.Name}, where the coordinator runs: nobody gives that order any more, and each goes by its lease, at its latest start."];
    }
}
