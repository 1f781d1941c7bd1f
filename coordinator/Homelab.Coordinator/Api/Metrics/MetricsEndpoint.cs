using Homelab.Coordinator.Readings;
using Homelab.Host;

namespace Homelab.Coordinator.Api.Metrics;

internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapGet("/metrics", Answer)
        .WithTags("Service").WithName("GetMetrics").WithSummary("Everything for Prometheus, the nodes' newest readings included.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private static async Task Answer(
        HttpContext context, LabView view, IOutageSource outages, LatestReadings latest, IngestCounters counters, ReadingHistory history, TimeProvider clock)
    {
        // Looked at before anything is written, so that a fault is an error and not half an answer.
        var (status, plan) = (view.Look(), outages.CurrentPlan(PlanQuestion.Now));
        context.Response.ContentType = ExpositionText.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        var text = new ExpositionText(context.Response.BodyWriter);
        LabMetrics.Write(text, status, plan);
        IngestMetrics.Write(text, counters, history);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        ReadingMetrics.Write(text, latest, status.Nodes.Select(node => node.Name), clock.Now());
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
