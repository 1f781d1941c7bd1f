using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>The feeds as leases must take them: at the load that can come back while nobody watches (P8).</summary>
internal static class FeedsAtWorstLoad
{
    /// <summary>Null where no dying feed would end earlier by it.</summary>
    public static ImmutableArray<FeedAssessment>? Of(StopPlanRequest request)
    {
        ImmutableArray<FeedAssessment> worst = [.. request.Feeds.Select(feed => feed.IsDying ? Worst(feed, request) : feed)];
        return worst.Zip(request.Feeds).Any(pair => !ReferenceEquals(pair.First, pair.Second)) ? worst : null;
    }

    private static FeedAssessment Worst(FeedAssessment feed, StopPlanRequest request)
    {
        var (runtime, basis) = feed.LoadRatio is null && AsDeclared(feed, request) is { } declared ? declared : (feed.WorstRuntime, feed.WorstBasis);
        return runtime is { } worst && (feed.Runtime is not { } present || worst < present)
            ? feed with { Runtime = worst, RuntimeBasis = basis, Load = feed.WorstLoad }
            : feed;
    }

    /// <summary>
    /// Where the UPS tells no load: by what lab.yaml declares of all that may hang on it alone, against its part of those that are known to run.
    /// Null where something is not declared.
    /// </summary>
    private static (TimeSpan? Runtime, string Basis)? AsDeclared(FeedAssessment feed, StopPlanRequest request)
    {
        var lab = request.Wired ?? request.Lab;
        var draws = PowerDraw.Of(lab).Where(draw => draw.Feeds.Contains(feed.Feed)).ToList();
        if (draws.Count == 0 || draws.Any(draw => draw.Watts is null))
        {
            return null;
        }

        var whole = draws.Sum(draw => draw.Watts!.Value);
        var running = draws.Where(draw => !request.Stopping.Contains(draw.Name) && !request.Unreachable.Contains(draw.Name)).Sum(draw => draw.Watts!.Value / draw.Feeds.Length);
        return (feed.Runtime * LoadScale.Factor(running, whole), $"at the {whole:0} W that lab.yaml declares on it; {running:0} W of them are known to run");
    }
}
