namespace Homelab.Coordinator.People;

/// <summary>By what a browser shows its session.</summary>
internal static class SessionCookie
{
    // A browser takes the prefix only with Secure, for the whole host and from nobody else's subdomain.
    private const string UnderTls = "__Host-homelab";
    private const string OnLoopback = "homelab";

    public static string? Read(HttpContext context) => context.Request.Cookies[Name(context)] is { Length: > 0 } word ? word : null;

    public static void Set(HttpContext context, string word) => context.Response.Cookies.Append(Name(context), word, Options(context));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(context));

    private static string Name(HttpContext context) => context.Request.IsHttps ? UnderTls : OnLoopback;

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
