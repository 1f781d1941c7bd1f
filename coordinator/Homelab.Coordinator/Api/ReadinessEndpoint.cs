using Homelab.Coordinator.Api.Views;
using Homelab.Host.Programs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Homelab.Coordinator.Api;

internal static class ReadinessEndpoint
{
    public static void MapReadiness(this IEndpointRouteBuilder app) => app.MapGet("/healthz", Answer)
        .WithTags("Service").WithName("GetReadiness").WithSummary("Whether the coordinator can do its work; not whether the lab is well.")
        .Produces<ReadinessView>().Produces<ReadinessView>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> Answer(HealthCheckService checks, HttpContext context)
    {
        var report = await checks.CheckHealthAsync(context.RequestAborted);
        var reasons = report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => entry.Value.Description ?? $"{entry.Key} is not well.")
            .ToList();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new ReadinessView(reasons.Count == 0, reasons, ProgramVersion.Text),
            ApiJson.Readable.ReadinessView,
            statusCode: reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
