using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Homelab.Web.Tests;

/// <summary>How the coordinator behaves.</summary>
internal enum Manner
{
    Answers,

    /// <summary>Takes every question and never answers.</summary>
    Hangs,

    /// <summary>Answers every question with 500 and no JSON.</summary>
    Fails,

    /// <summary>Wants to know first who asks.</summary>
    AsksWho,
}

/// <summary>Serves the built page under the coordinator's policy, with answers from Fixtures.</summary>
internal sealed class CannedRest(string lab, int port) : IAsyncDisposable
{
    /// <summary>The strictest that the page lives with; the coordinator sends the same.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly string _fixtures = Path.Combine(PageFiles.Tests, "Fixtures", lab);
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private WebApplication? _server;

    public Manner Manner { get; set; }

    /// <summary>Of whoever signed in.</summary>
    public string Role { get; set; } = "operator";

    /// <summary>Nobody has to sign in first.</summary>
    public bool KnowsWhoReads { get; init; }

    /// <summary>The audit log, which only an admin is shown.</summary>
    public CannedAudit Audit { get; } = new(lab);

    /// <summary>What was sent to sign in with.</summary>
    public string SignedInWith { get; private set; } = "";

    public string Address => $"http://127.0.0.1:{port}";

    public async Task<CannedRest> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _server = builder.Build();
        _server.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? Misbehave(context, next) : next(context);
        });
        var files = new PhysicalFileProvider(PageFiles.Built());
        _server.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        _server.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        foreach (var answer in (string[])["status", "plan", "outage"])
        {
            _server.Map($"/api/v1/{answer}", context => Send(context, answer));
        }

        _server.Map("/api/v1/outages/{id}/report", context => Send(context, "report"));
        _server.Map("/api/v1/events", Stream);
        _server.MapPost("/api/v1/session", SignIn);
        _server.MapGet("/api/v1/session", context => Json(context, KnowsWhoReads || SignedInWith.Length > 0
            ? $$"""{"name":"ada","role":"{{Role}}","means":"password","noUsers":false}""" : """{"name":"","role":"admin","means":"","noUsers":true}"""));
        _server.MapGet("/api/v1/audit", Audit.Lines);
        _server.MapGet("/api/v1/audit/verdict", Audit.Verdict);
        _server.MapDelete("/api/v1/session", context =>
        {
            Manner = Manner.AsksWho;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Sends an event to the page.</summary>
    public void Happen(string json) => _events.Writer.TryWrite(json);

    /// <summary>Goes away as a killed process does.</summary>
    public async Task Stop()
    {
        if (_server is { } server)
        {
            _server = null;
            using var now = new CancellationTokenSource(TimeSpan.Zero, TimeProvider.System);
            await server.StopAsync(now.Token);
            await server.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await Stop();

    private Task Misbehave(HttpContext context, RequestDelegate next)
    {
        if (Manner == Manner.Fails)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return context.Response.WriteAsync("<html>", context.RequestAborted);
        }

        if (Manner == Manner.AsksWho && !(context.Request.Method == "POST" && context.Request.Path == "/api/v1/session"))
        {
            return Problem(context, "Say who you are.");
        }

        return Manner == Manner.Hangs ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted) : next(context);
    }

    private async Task SignIn(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var said = await body.ReadToEndAsync(context.RequestAborted);
        if (!said.Contains("horse", StringComparison.Ordinal))
        {
            await Problem(context, "This name with this password is not known here.");
            return;
        }

        (SignedInWith, Manner) = (said, Manner.Answers);
        await Json(context, "{}");
    }

    private static Task Problem(HttpContext context, string detail)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Json(context, $$"""{"title":"Who are you?","detail":"{{detail}}"}""");
    }

    private static Task Json(HttpContext context, string text)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private async Task Send(HttpContext context, string answer)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(await File.ReadAllTextAsync(Path.Combine(_fixtures, answer + ".json"), context.RequestAborted), context.RequestAborted);
    }

    private async Task Stream(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": hello\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await foreach (var json in _events.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync($"data: {json}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
