using System.Collections.Concurrent;
using Grpc.Core;
using Homelab.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homelab.Agent.Tests.Uplink;

/// <summary>The least that can be called a coordinator: welcomes, keeps what comes, and acknowledges when told to. HTTP/2 without TLS on loopback.</summary>
internal sealed class PlayedCoordinator : Contracts.V1.Uplink.UplinkBase, IAsyncDisposable
{
    private WebApplication? _server;

    public int Port { get; private set; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public ConcurrentQueue<PlayedStream> Streams { get; } = [];

    public bool Acknowledges { get; set; } = true;

    public bool Welcomes { get; set; } = true;

    public long BeatMs { get; set; } = 50;

    public CoordinatorFrame? Refusal { get; set; }

    public PlayedStream? Latest => Streams.LastOrDefault();

    public async Task StartAsync(int port)
    {
        Port = port;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _server = builder.Build();
        _server.MapGrpcService<PlayedCoordinator>();
        await _server.StartAsync();
    }

    public override async Task Connect(
        IAsyncStreamReader<AgentFrame> requestStream, IServerStreamWriter<CoordinatorFrame> responseStream, ServerCallContext context)
    {
        var stream = new PlayedStream(responseStream, context);
        Streams.Enqueue(stream);
        if (Refusal is { } refusal)
        {
            await stream.SendAsync(refusal);
            return;
        }

        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var frame = requestStream.Current;
            stream.Frames.Enqueue(frame);
            if (frame.Hello is not null && Welcomes)
            {
                await stream.SendAsync(new CoordinatorFrame { Welcome = new Welcome { Protocol = 1, BeatMs = BeatMs } });
            }

            if (frame.Key is not null && Acknowledges)
            {
                await stream.AcknowledgeAsync(frame);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in Streams)
        {
            stream.Cut();
        }

        if (_server is not null)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
            await _server.StopAsync(soon.Token);
            await _server.DisposeAsync();
            _server = null;
        }

        foreach (var stream in Streams)
        {
            stream.Dispose();
        }
    }
}

/// <summary>One stream as the coordinator sees it.</summary>
internal sealed class PlayedStream(IServerStreamWriter<CoordinatorFrame> writer, ServerCallContext context) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public ConcurrentQueue<AgentFrame> Frames { get; } = [];

    public int Beats => Frames.Count(frame => frame.Beat is not null);

    public IEnumerable<double> Values => Frames.Where(frame => frame.Readings is not null).SelectMany(frame => frame.Readings.Values);

    public async Task SendAsync(CoordinatorFrame frame)
    {
        await _one.WaitAsync();
        try
        {
            await writer.WriteAsync(frame);
        }
        finally
        {
            _one.Release();
        }
    }

    public Task AcknowledgeAsync(AgentFrame frame)
    {
        var ack = new Ack { BootId = frame.Key.BootId, Incarnation = frame.Key.Incarnation };
        ack.Ranges.Add(new SequenceRange { First = frame.Key.Sequence, Last = frame.Key.Sequence });
        return SendAsync(new CoordinatorFrame { Ack = ack });
    }

    public void Dispose() => _one.Dispose();

    public void Cut()
    {
        try
        {
            context.GetHttpContext().Abort();
        }
        catch (ObjectDisposedException)
        {
            // It is over already.
        }
    }
}
