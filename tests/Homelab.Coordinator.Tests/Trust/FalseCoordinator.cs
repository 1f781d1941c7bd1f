using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Homelab.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>Somebody who plays coordinator over real TLS, with whatever certificate is in his hands, and writes down what he is told.</summary>
internal sealed class FalseCoordinator(X509Certificate2 shown, byte[] authority) : Certification.CertificationBase, IAsyncDisposable
{
    private WebApplication? _server;
    private int _connections;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<IMessage> Told { get; } = [];

    /// <summary>What it says to whoever takes it for the coordinator of its streams.</summary>
    public FalseOrders Orders { get; } = new();

    /// <summary>How many connections were begun, taken for the coordinator's or not.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public Func<RenewRequest, IssuedCertificate> Renews { get; init; } = _ => new IssuedCertificate();

    public async Task<FalseCoordinator> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;

            // This way nobody asks whether a server may show it.
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ =>
                {
                    Interlocked.Increment(ref _connections);
                    return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = shown, ApplicationProtocols = [SslApplicationProtocol.Http2] });
                },
            });
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        builder.Services.AddSingleton(Orders);
        _server = builder.Build();
        _server.MapGrpcService<FalseCoordinator>();
        _server.MapGrpcService<FalseOrders>();
        await _server.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_server.Urls.Single());
        return this;
    }

    public override Task<Authority> GetAuthority(GetAuthorityRequest request, ServerCallContext context) =>
        Task.FromResult(new Authority { Certificate = ByteString.CopyFrom(authority) });

    public override Task<IssuedCertificate> Enrol(EnrolRequest request, ServerCallContext context)
    {
        Told.Enqueue(request);
        return Task.FromResult(new IssuedCertificate());
    }

    public override Task<IssuedCertificate> Renew(RenewRequest request, ServerCallContext context)
    {
        Told.Enqueue(request);
        return Task.FromResult(Renews(request));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.StopAsync(CancellationToken.None);
            await _server.DisposeAsync();
        }
    }
}
