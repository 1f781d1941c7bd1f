using System.Net.Security;
using System.Security.Authentication;
using Homelab.Coordinator.Trust;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Homelab.Coordinator.People;

/// <summary>Where the page, REST and, under TLS, the API over gRPC are.</summary>
internal static class PageListener
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(5);

    /// <param name="certificate">Null for none: in the clear.</param>
    public static void UsePage(this ListenOptions listen, PageCertificate? certificate)
    {
        ListenerMark.Put(listen, new ListenerMark(IsAgents: false, IsPage: true));
        listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        if (certificate is null)
        {
            return;
        }

        // What cannot be used is said at the start, and not at the first handshake.
        certificate.Current();
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeWithin,
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Current(), EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            }),
        });
    }

    /// <summary>The authority's certificate, for whoever wants to believe what it signed; it is no secret. While it is rotated there are two.</summary>
    public static void MapAuthority(this IEndpointRouteBuilder app) => app.MapGet("/authority.pem", (IServiceProvider services) =>
            services.GetService<Authorities>() is { } authorities
                ? Results.Text(string.Concat(authorities.Trusted.Select(trusted => trusted.ExportCertificatePem() + "\n")), "application/x-pem-file")
                : Results.NotFound())
        .WithTags("Service").WithName("GetAuthority").WithSummary("The certificate of the coordinator's own authority.")
        .Produces<string>(StatusCodes.Status200OK, "application/x-pem-file").Produces(StatusCodes.Status404NotFound);
}
