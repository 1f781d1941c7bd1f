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
}

/// <summary>Serves the built page under the coordinator's policy, with answers from Fixtures.</summary>
internal sealed class CannedRest : IAsyncDisposable
{
    /// <summary>The strictest that the page lives with; the coordinator sends the same.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly int _port;
    private readonly string _fixtures;
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private WebApplication? _server;

    public CannedRest(string lab, int port)
    {
        _port = port;
        _fixtures = Path.Combine(PageFiles.Tests, "Fixtures", lab);
    }

    public Manner Manner { get; set; }

    public string Address => $"http://127.0.0.1:{_port}";

    public async Task<CannedRest> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
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

        return Manner == Manner.Hangs ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted) : next(context);
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
