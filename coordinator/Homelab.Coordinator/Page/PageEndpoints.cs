using System.Text;

namespace Homelab.Coordinator.Page;

/// <summary>Serves the page from this binary.</summary>
internal static class PageEndpoints
{
    private const string Index = "index.html";

    private static readonly byte[] NotBuilt = Encoding.UTF8.GetBytes(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Homelab</title>"
        + "<p>This binary was built without its page: run <code>npm ci &amp;&amp; npm run build</code> in <code>coordinator/web</code> and build the coordinator again; "
        + "until then the API is at <code>/api/v1/status</code>, and <code>homelab status</code> shows the lab.</p></html>\n");

    public static void MapPage(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], Answer).ExcludeFromDescription();
    }

    private static async Task Answer(HttpContext context, string? path)
    {
        var wanted = string.IsNullOrEmpty(path) ? Index : path;
        if (PageFiles.All.TryGetValue(wanted, out var file))
        {
            await Send(context, wanted, file);
        }
        else if (wanted == Index)
        {
            await Send(context, Index, new PageFile(NotBuilt, "text/html; charset=utf-8", "\"not-built\""));
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static async Task Send(HttpContext context, string path, PageFile file)
    {
        // The build puts a hash of the content into the names below assets/.
        context.Response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.ETag = file.Tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.Tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
        }
    }
}
