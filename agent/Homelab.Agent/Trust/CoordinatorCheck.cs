using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Homelab.Host.Trust;

namespace Homelab.Agent.Trust;

/// <summary>
/// Whether what answers is the coordinator: by the pinned authority and the coordinator's role, never by a host name, and never by an
/// authority of the system.
/// </summary>
internal sealed class CoordinatorCheck(Uri coordinator, X509Certificate2Collection authorities, Func<DateTimeOffset> known)
{
    /// <summary>Why the last one was not taken for the coordinator; empty where it was.</summary>
    public string Problem { get; private set; } = "";

    /// <param name="own">What this node shows; null before it has anything.</param>
    public SslClientAuthenticationOptions Options(X509Certificate2? own) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        AllowTlsResume = false,
        ClientCertificateContext = own is null ? null : SslStreamCertificateContext.Create(own, additionalCertificates: null, offline: true),
        RemoteCertificateValidationCallback = (_, certificate, _, _) => (Problem = Judge(certificate)).Length == 0,
    };

    private string Judge(X509Certificate? shown)
    {
        if (shown is not X509Certificate2 certificate || !PinnedAuthority.IsCoordinator(certificate, authorities))
        {
            return $"What answers at {coordinator} is not the coordinator that this node was enrolled with: its certificate is of another authority, or stands for somebody else. "
                + "If the coordinator was set up anew, enrol this node again (homelab enroll NODE there); otherwise somebody stands between.";
        }

        var life = PinnedAuthority.LifeOf(certificate);
        return life.IsOver(known())
            ? $"The certificate of the coordinator at {coordinator} ended on {life.Until:yyyy-MM-dd}, and this machine's clock says {known():yyyy-MM-dd}. Set the clock that is wrong."
            : "";
    }
}
