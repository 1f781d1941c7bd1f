using System.Text.Json;
using Homelab.Coordinator.Audit;
using Microsoft.AspNetCore.Mvc;

namespace Homelab.Coordinator.Api;

/// <summary>Every error of REST as problem details (RFC 9457), with a sentence.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult Result(ApiProblem problem, HttpContext context)
    {
        if (AuditNote.Of(context) is { } note)
        {
            note.Refusal = $"refused: {problem.Detail}";
        }

        return Results.Json(problem.ToDetails(context.Request.Path), ApiJson.Readable.ProblemDetails, ContentType, problem.Status);
    }

    public static IResult OrValue<T>(Answer<T> answer, HttpContext context)
        where T : class => answer.Problem is { } problem ? Result(problem, context) : TypedResults.Ok(answer.Value);

    /// <summary>Turns what throws, and what answers with a bare error status, into problem details. gRPC has errors of its own.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        ApiProblem? problem;
        try
        {
            await next(context);
            problem = IsBareError(context) ? Bare(context) : null;
        }
        catch (BadHttpRequestException failure)
        {
            problem = new ApiProblem(failure.StatusCode, "Not understood", Sentence(failure));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // A fault in one answer must not look like a broken connection, and never ends the process.
        catch (Exception failure) when (!IsGrpc(context))
#pragma warning restore CA1031
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Homelab.Coordinator.Api")
                .LogError(failure, "{Method} {Path} failed", context.Request.Method, context.Request.Path.Value);
            problem = ApiProblem.Failed("The coordinator failed on this question; its log says more.");
        }

        if (problem is not null && !context.Response.HasStarted && !IsGrpc(context))
        {
            context.Response.StatusCode = problem.Status;
            await context.Response.WriteAsJsonAsync(problem.ToDetails(context.Request.Path), ApiJson.Readable.ProblemDetails, ContentType);
        }
    });

    private static string TooLarge => $"The body is larger than {RestLimits.BodyBytes} bytes.";

    public static bool IsGrpc(HttpContext context) => context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;

    private static bool IsBareError(HttpContext context) =>
        context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null } && !IsGrpc(context);

    private static ApiProblem Bare(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ApiProblem.NotFound($"There is nothing at {Cut(context.Request.Path)}. The API is described at /openapi/v1.json."),
        StatusCodes.Status405MethodNotAllowed => new ApiProblem(405, "Method not allowed", $"{Cut(context.Request.Path)} does not take {Cut(context.Request.Method)}."),
        StatusCodes.Status415UnsupportedMediaType => new ApiProblem(415, "Not JSON", "The body must be JSON, and the request must say so: Content-Type: application/json."),
        StatusCodes.Status413PayloadTooLarge => new ApiProblem(413, "Too large", TooLarge),
        var status => new ApiProblem(status, "Refused", "The request was refused."),
    };

    private static string Sentence(BadHttpRequestException failure) => failure switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "The body must be JSON, and the request must say so: Content-Type: application/json.",
        { InnerException: JsonException json } => $"The body is not the JSON that is asked for here (line {json.LineNumber + 1}, at {json.Path ?? "its beginning"}). See /openapi/v1.json.",
        _ => "The request is not what is asked for here, or its body is missing. See /openapi/v1.json.",
    };

    private static string Cut(string? text) => text is null ? "" : text.Length <= 200 ? text : text[..200] + "...";
}
