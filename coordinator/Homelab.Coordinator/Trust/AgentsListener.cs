using System.Security.Authentication;
using Homelab.Host.Trust;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Homelab.Coordinator.Trust;

/// <summary>
/// TLS 1.3 with certificates on both sides. A client without one gets as far as asking for one (<see cref="CertificationService"/>); one of
/// another authority, or without a node's role, does not get through the handshake.
/// </summary>
internal static class AgentsListener
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(5);

    public static void UseAgents(this ListenOptions listen, Authorities authorities, ServerCertificate server)
    {
        ListenerMark.Put(listen, new ListenerMark(IsAgents: true, IsPage: false));
        listen.Protocols = HttpProtocols.Http2;
        listen.UseHttps(https =>
        {
            https.SslProtocols = SslProtocols.Tls13;
            https.ServerCertificateSelector = (_, name) => server.Current(name);
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => PinnedAuthority.NodeOf(certificate, authorities.Trusted) is not null;
            https.HandshakeTimeout = HandshakeWithin;

            // A resumed session would bring a certificate that nobody looks at again.
            https.OnAuthenticate = (_, options) => options.AllowTlsResume = false;
        });
    }
}
