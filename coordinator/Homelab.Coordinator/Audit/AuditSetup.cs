using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Trust;
using Homelab.Files.Programs;

namespace Homelab.Coordinator.Audit;

public static class AuditSetup
{
    /// <param name="authorities">Null where agents have no listener of their own.</param>
    public static IServiceCollection AddAudit(this IServiceCollection services, string stateDirectory, Authorities? authorities) => services
        .AddSingleton(provider => new AuditLog(
            stateDirectory, provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AuditLog>>()))
        .AddSingleton<AuditDesk>()
        .AddHostedService<EngineAudit>()
        .AddHostedService(provider => new RunAudit(
            provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<LabHolder>(), provider.GetRequiredService<CoordinatorFileConfig>(), authorities,
            new LastRunFile(stateDirectory, provider.GetRequiredService<IEventFeed>())));

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
