using System.Net;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Audit;
using Homelab.Domain.People;
using Homelab.Files.Programs;
using Microsoft.AspNetCore.Http.Features;

namespace Homelab.Coordinator.People;

/// <summary>Asks at every endpoint who calls, and holds that against the one table.</summary>
internal static class CallerGate
{
    private const string Bearer = "Bearer ";

    public static IApplicationBuilder UseCallerGate(this IApplicationBuilder app, CoordinatorFileConfig file) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return next(context);
        }

        var book = context.RequestServices.GetRequiredService<AccountBook>();
        var (caller, showsSecret) = Prove(context, book);
        context.Features.Set(new CallerFeature(caller));
        return Judge(context, endpoint, book.Standing, caller, Place(context) with { ShowsSecret = showsSecret }, file.Insecure) is { } refusal
            ? Refuse(context, refusal)
            : next(context);
    });

    /// <summary>Who has proved himself; null while there is no admin, and where anyone may ask.</summary>
    public static Caller? Caller(this HttpContext context) => context.Features.Get<CallerFeature>()?.Caller;

    /// <summary>Who stands in the journal: the proven name, and else what was said while nobody can prove anything.</summary>
    public static string NameOf(this HttpContext context, string? said)
    {
        if (AuditNote.Of(context) is { } note)
        {
            note.Said = said ?? "";
        }

        return context.Caller()?.Name ?? said ?? "";
    }

    public static CallerPlace Place(HttpContext context)
    {
        var isLoopback = context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from);
        return new CallerPlace(isLoopback, isLoopback || context.Request.IsHttps, ShowsSecret: false);
    }

    private static CallerRefusal? Judge(HttpContext context, RouteEndpoint endpoint, AccountsStanding standing, Caller? caller, CallerPlace place, bool isInsecure) =>
        EndpointAccess.Of(context.Request.Method, endpoint.RoutePattern.RawText) is { } access
            ? CallerAdmission.Judge(access, standing, caller, place, isInsecure)
            : new CallerRefusal(false, "This endpoint has no place in the table of who may use it, so nobody may.");

    private static (Caller? Caller, bool ShowsSecret) Prove(HttpContext context, AccountBook book)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var clock = context.RequestServices.GetRequiredService<TimeProvider>();
            return (book.Current.Bearer(AccessToken.Hash(header[Bearer.Length..].Trim()), clock.GetUtcNow()), true);
        }

        // A page of ours is known by what the browser says of it; a browser that says nothing is not trusted with a session.
        return SessionCookie.Read(context) is { } word && (OwnPages.ChangesNothing(context.Request.Method) || OwnPages.SaysWhence(context.Request))
            ? (context.RequestServices.GetRequiredService<Sessions>().Of(word), true)
            : (null, false);
    }

    private static Task Refuse(HttpContext context, CallerRefusal refusal)
    {
        if (AuditNote.Of(context) is { } note)
        {
            note.Refusal = $"refused: {refusal.Sentence}";
        }

        if (Problems.IsGrpc(context))
        {
            return GrpcRefusal.Write(context, refusal.IsUnknown ? Grpc.Core.StatusCode.Unauthenticated : Grpc.Core.StatusCode.PermissionDenied, refusal.Sentence);
        }

        if (refusal.IsUnknown)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        context.Response.Headers.CacheControl = "no-store";
        return Problems.Result(
            refusal.IsUnknown ? new ApiProblem(StatusCodes.Status401Unauthorized, "Who are you?", refusal.Sentence) : new ApiProblem(StatusCodes.Status403Forbidden, "Not for you", refusal.Sentence),
            context).ExecuteAsync(context);
    }

    private sealed record CallerFeature(Caller? Caller);
}
