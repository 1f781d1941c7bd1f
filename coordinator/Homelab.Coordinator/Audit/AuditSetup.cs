using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services, string stateDirectory) => services
        .AddSingleton(provider => new AuditLog(
            stateDirectory, provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AuditLog>>()))
        .AddSingleton<AuditDesk>()
        .AddHostedService<EngineAudit>();

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("People");
        api.MapGet("/audit", (int? last, AuditDesk desk, HttpContext context) => Problems.OrValue(desk.Show(last ?? 0), context))
            .WithName("ShowAudit").WithSummary("Who did what: the newest lines of the audit log, the newest last. For admins.")
            .Produces<AuditView>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/audit/verdict", (string? noted, AuditDesk desk, HttpContext context) => Problems.OrValue(desk.Verify(noted), context))
            .WithName("VerifyAudit").WithSummary("Whether each line of the audit log follows from the one before. \"noted\" is a hash that was noted elsewhere. For admins.")
            .Produces<AuditVerdictView>();
    }
}
