namespace Homelab.Coordinator.Trust;

/// <summary>What is spoken where: on the agents' listener, which the network reaches, only what agents need, and certificates nowhere but there.</summary>
internal static class AgentsGate
{
    private const string Uplink = "/homelab.v1.Uplink";
    private const string Certification = "/homelab.v1.Certification";

    public static IApplicationBuilder UseAgentsGate(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Allows(ListenerMark.Of(context), context.Request.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static bool Allows(ListenerMark mark, PathString path) => mark switch
    {
        { IsAgents: true } => path.StartsWithSegments(Uplink) || path.StartsWithSegments(Certification),

        // An agent there would have no certificate that anybody asked for.
        { IsPage: true } => !path.StartsWithSegments(Uplink) && !path.StartsWithSegments(Certification),
        _ => !path.StartsWithSegments(Certification),
    };
}
