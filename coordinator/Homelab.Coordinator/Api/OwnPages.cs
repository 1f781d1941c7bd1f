using Microsoft.Extensions.Primitives;

namespace Homelab.Coordinator.Api;

/// <summary>
/// A page of another origin, open in another tab, changes nothing here. A browser says where a page came from (Fetch Metadata's Sec-Fetch-Site,
/// and Origin); what says nothing is no browser.
/// </summary>
internal static class OwnPages
{
    public static IApplicationBuilder UseOwnPages(this IApplicationBuilder app) => app.Use((context, next) =>
        ChangesNothing(context.Request.Method) || (IsOwnOrigin(context.Request) && IsOwnSite(context.Request.Headers["Sec-Fetch-Site"]))
            ? next(context)
            : Problems.Result(new ApiProblem(StatusCodes.Status403Forbidden, "Another page", "A page of another origin may not command the lab."), context).ExecuteAsync(context));

    public static bool ChangesNothing(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>A browser of the last years says it with whatever changes something.</summary>
    public static bool SaysWhence(HttpRequest request) => !StringValues.IsNullOrEmpty(request.Headers.Origin) || !StringValues.IsNullOrEmpty(request.Headers["Sec-Fetch-Site"]);

    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is var origin && (StringValues.IsNullOrEmpty(origin) || origin == $"{request.Scheme}://{request.Host}");

    /// <summary>"none" is what a person began, such as by the address bar.</summary>
    private static bool IsOwnSite(StringValues site) => StringValues.IsNullOrEmpty(site) || site == "same-origin" || site == "none";
}
