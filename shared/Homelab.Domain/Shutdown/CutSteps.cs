using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>The cuts of a plan (P25): of each feed that truly dies and may be cut.</summary>
internal static class CutSteps
{
    public static ImmutableArray<CutStep> Of(StopPlanRequest request, FeedDeaths deaths, ImmutableArray<StopStep> steps) =>
        [.. deaths.Dying.Where(feed => !feed.IsGivenUp).Select(feed => Of(request, deaths, steps, feed)).OfType<CutStep>()];

    /// <summary>A feed that is given up on line is never cut: heat and an operator want its machines off.</summary>
    private static CutStep? Of(StopPlanRequest request, FeedDeaths deaths, ImmutableArray<StopStep> steps, FeedAssessment feed)
    {
        var lab = request.Lab;
        // A HAT is cut by its own node, as the last thing that it does (PowerEnd.LateHat).
        if (lab.Feed(feed.Feed) is not { Cut: CutMode.Return, Nut: not null } config)
        {
            return null;
        }

        // Whoever asked for its stop: the cut takes its power.
        var own = steps.Where(step => (request.Wired ?? lab).Node(step.Node)!.Feeds.Contains(feed.Feed)).ToList();
        if (own.Count == 0)
        {
            return null;
        }

        var host = InfrastructureEdges.HostOf(deaths, config);
        var way = steps.Where(step => lab.Node(step.Node)!.IsCoordinator || step.Node == host?.Name).ToList();
        var first = own.Except(way).ToList();
        var last = own.Intersect(way).ToList();
        var listeners = Listeners(lab, feed);
        var remaining = TimeSpan.FromTicks(last.Sum(step => step.Duration.Ticks)) * (1 + LatestStarts.Drift);
        if (last.Count > 0)
        {
            remaining += lab.Policy.Tail + (last.Count * StepList.Ahead(lab.Policy));
        }

        var listening = listeners.Count == 0 ? TimeSpan.Zero : own.Select(step => step.Duration).Concat(lab.Appliances.Where(appliance => appliance.Feeds.Contains(feed.Feed)).Select(appliance => appliance.Stop)).Max();
        var setsFsd = listeners.Count > 0 || (host is not null && own.Any(step => step.Node == host.Name));
        return new CutStep
        {
            Feed = feed.Feed,
            After = [.. first.Select(step => step.Id)],
            Before = [.. way.Select(step => step.Id)],
            Delay = remaining > listening ? remaining : listening,
            SetsForcedShutdown = setsFsd,
            Reason = Reason(first, last, listeners, setsFsd, remaining, listening),
        };
    }

    /// <summary>Who acts at FSD: other NUT clients, and appliances that follow the UPS by themselves.</summary>
    private static List<string> Listeners(LabConfig lab, FeedAssessment feed) =>
        [.. feed.Logins.Distinct(), .. lab.Appliances.Where(appliance => appliance.StopsItself && appliance.Feeds.Contains(feed.Feed)).Select(appliance => appliance.Name)];

    private static string Reason(List<StopStep> first, List<StopStep> last, List<string> listeners, bool setsFsd, TimeSpan remaining, TimeSpan listening)
    {
        var when = first.Count > 0 ? $"when {Names(first)} {(first.Count == 1 ? "is" : "are")} off" : $"before {Names(last)} {(last.Count == 1 ? "goes" : "go")}";
        var fsd = setsFsd ? ", after FSD is set" : "";
        var delay = remaining >= listening
            ? last.Count > 0 ? $", for {Names(last)} {(last.Count == 1 ? "stops" : "stop")} within the delay" : ""
            : $", for {PlanWords.List(listeners)} {(listeners.Count == 1 ? "goes" : "go")} down at FSD within the delay";
        return $"{when}{fsd}{delay}";
    }

    private static string Names(IEnumerable<StopStep> steps) => PlanWords.List(steps.Select(step => step.Node));
}
