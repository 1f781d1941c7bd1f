using Grpc.Core;
using Microsoft.AspNetCore.Mvc;

namespace Homelab.Coordinator.Api;

/// <summary>Why a question was not answered: one thing for REST (RFC 9457) and for gRPC.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">A whole sentence that says what to do.</param>
public sealed record ApiProblem(int Status, string Title, string Detail)
{
    public static ApiProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    public static ApiProblem BadRequest(string detail) => new(StatusCodes.Status400BadRequest, "Not understood", detail);

    public static ApiProblem Refused(string detail) => new(StatusCodes.Status409Conflict, "Refused", detail);

    public static ApiProblem Failed(string detail) => new(StatusCodes.Status500InternalServerError, "Failed", detail);

    public static ApiProblem NotNow(string detail) => new(StatusCodes.Status503ServiceUnavailable, "Not now", detail);

    public ProblemDetails ToDetails(string path) => new() { Status = Status, Title = Title, Detail = Detail, Instance = path };

    public RpcException ToRpc() => new(new Status(
        Status switch
        {
            StatusCodes.Status400BadRequest => StatusCode.InvalidArgument,
            StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
            StatusCodes.Status403Forbidden => StatusCode.PermissionDenied,
            StatusCodes.Status404NotFound => StatusCode.NotFound,
            StatusCodes.Status409Conflict => StatusCode.FailedPrecondition,
            StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
            StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
            _ => StatusCode.Internal,
        },
        Detail));
}

/// <summary>An answer, or the problem that stands in its place.</summary>
public readonly record struct Answer<T>(T? Value, ApiProblem? Problem)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(ApiProblem problem) => new(null, problem);
}
