using Microsoft.AspNetCore.Connections.Features;

namespace Homelab.Coordinator.Trust;

/// <summary>What is spoken where: on the agents' listener, which the network reaches, only what agents need, and certificates nowhere but there.</summary>
internal static class AgentsGate
{
    private const string Uplink = "/homelab.v1.Uplink";
    private const string Certification = "/homelab.v1.Certification";

    public static IApplicationBuilder UseAgentsGate(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Allows(IsAgents(context), context.Request.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>The connection is one of the agents' listener, which alone speaks TLS.</summary>
    public static bool IsAgents(HttpContext context) => context.Features.Get<ITlsHandshakeFeature>() is not null;

    private static bool Allows(bool isAgents, PathString path) =>
        isAgents ? path.StartsWithSegments(Uplink) || path.StartsWithSegments(Certification) : !path.StartsWithSegments(Certification);
}
