using System.Net;
using Homelab.Files.Programs;

namespace Homelab.Coordinator.Api;

/// <summary>
/// While the coordinator listens on loopback only, it answers browsers only under loopback's names. Otherwise a page of anywhere could point
/// a name of its own at 127.0.0.1 and command the lab (DNS rebinding).
/// </summary>
internal static class HostGate
{
    public static IApplicationBuilder UseHostGate(this IApplicationBuilder app, CoordinatorFileConfig file) =>
        IPAddress.IsLoopback(file.Listen.Address)
            ? app.Use((context, next) => IsAllowed(context) ? next(context) : Refuse(context))
            : app;

    private static bool IsAllowed(HttpContext context) =>
        // Browsers speak HTTP/2 only under TLS; agents come by whatever name, and what they need alone is answered there.
        ListenerMark.Of(context).IsAgents || (HttpProtocol.IsHttp2(context.Request.Protocol) && !context.Request.IsHttps)
        || context.Request.Host.Host is "localhost"
        || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task Refuse(HttpContext context) => Problems.Result(
        new ApiProblem(StatusCodes.Status421MisdirectedRequest, "Wrong name", "This coordinator listens on loopback only and answers as localhost or 127.0.0.1. A proxy before it must send that as the host."),
        context).ExecuteAsync(context);
}
