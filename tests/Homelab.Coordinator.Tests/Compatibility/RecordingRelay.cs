using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Homelab.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>Stands between an agent and its coordinator and keeps what passes.</summary>
internal sealed class RecordingRelay(Uri coordinator, RecordedStream record) : Uplink.UplinkBase, IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(coordinator);
    private WebApplication? _server;

    public Uri Address => new(_server!.Urls.Single());

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _server = builder.Build();
        _server.MapGrpcService<RecordingRelay>();
        await _server.StartAsync();
    }

    public override async Task Connect(IAsyncStreamReader<AgentFrame> requestStream, IServerStreamWriter<CoordinatorFrame> responseStream, ServerCallContext context)
    {
        using var call = new Uplink.UplinkClient(_channel).Connect(cancellationToken: context.CancellationToken);
        var up = Task.Run(async () =>
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                record.Add(requestStream.Current.Clone());
                await call.RequestStream.WriteAsync(requestStream.Current);
            }

            await call.RequestStream.CompleteAsync();
        });
        while (await call.ResponseStream.MoveNext(context.CancellationToken))
        {
            record.Add(call.ResponseStream.Current.Clone());
            await responseStream.WriteAsync(call.ResponseStream.Current);
        }

        await up;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _channel.Dispose();
    }
}
