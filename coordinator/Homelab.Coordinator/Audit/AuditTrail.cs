using System.Globalization;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.People;
using Homelab.Domain.People;
using Homelab.Host;
using Microsoft.AspNetCore.Http.Features;

namespace Homelab.Coordinator.Audit;

/// <summary>Notes every call that changes something or orders something, with its outcome; also what was refused to somebody who is known.</summary>
internal static class AuditTrail
{
    public static IApplicationBuilder UseAuditTrail(this IApplicationBuilder app)
    {
        var refusals = new EventThrottle(TimeSpan.FromMinutes(1));
        return app.Use(async (context, next) =>
        {
            if (context.GetEndpoint() is not RouteEndpoint endpoint || !EndpointAccess.Changes(context.Request.Method, endpoint.RoutePattern.RawText))
            {
                await next(context);
                return;
            }

            // Before the call, which may make the first admin.
            var isOpen = context.RequestServices.GetRequiredService<AccountBook>().Standing == AccountsStanding.Open;
            var note = new AuditNote();
            context.Features.Set(note);
            try
            {
                await next(context);
            }
            catch
            {
                note.Refusal = "It failed.";
                throw;
            }
            finally
            {
                Write(context, endpoint, note, refusals, isOpen);
            }
        });
    }

    private static void Write(HttpContext context, RouteEndpoint endpoint, AuditNote note, EventThrottle refusals, bool isOpen)
    {
        var outcome = note.Refusal.Length > 0 ? note.Refusal : Failure(context) ?? "done";
        var caller = context.Caller();
        var isUnknown = caller is null && note.Who.Length == 0 && !isOpen;
        var from = $"{context.Connection.RemoteIpAddress}";
        var what = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? $"{endpoint.RoutePattern.RawText}".Split('/')[^1];

        // A flood of refusals must not fill the disk; once a minute says it.
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        if (note.IsPreview || (outcome != "done" && !refusals.MayTell(isUnknown ? "" : $"{caller?.Name} {what}", clock.Now())))
        {
            return;
        }

        var who = note.Who.Length > 0 ? note.Who : caller?.Name ?? (isUnknown ? "unknown" : note.Said.Length > 0 ? $"{note.Said} (said)" : "somebody");
        var route = string.Join(", ", context.Request.RouteValues.Where(value => value.Key is "name" or "id" or "wish").Select(value => AuditNote.Name($"{value.Value}")));
        context.RequestServices.GetRequiredService<AuditLog>().Note(new AuditNews(
            who, caller?.Means ?? "", from, what, AccessToken.Hide(note.Detail.Length > 0 ? note.Detail : route), AccessToken.Hide(outcome)));
    }

    /// <summary>Null where it went well.</summary>
    private static string? Failure(HttpContext context)
    {
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var (status, message) = context.Response.Headers.TryGetValue("grpc-status", out var early)
            ? ($"{early}", $"{context.Response.Headers["grpc-message"]}")
            : trailers is not null && trailers.TryGetValue("grpc-status", out var late) ? ($"{late}", $"{trailers["grpc-message"]}") : ("0", "");
        return status != "0" ? $"refused: {Uri.UnescapeDataString(message)}"
            : context.Response.StatusCode >= StatusCodes.Status400BadRequest ? string.Create(CultureInfo.InvariantCulture, $"refused ({context.Response.StatusCode})") : null;
    }
}
