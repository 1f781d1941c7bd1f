using System.Globalization;
using Grpc.Core;

namespace Homelab.Coordinator.People;

/// <summary>A refusal before gRPC has begun, in its own words: an answer of trailers alone (gRPC over HTTP/2, "Responses").</summary>
internal static class GrpcRefusal
{
    public static Task Write(HttpContext context, StatusCode code, string sentence)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(sentence);
        return Task.CompletedTask;
    }
}
