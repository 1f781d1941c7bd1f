using System.Security.Cryptography.X509Certificates;
using Homelab.Host.Trust;

namespace Homelab.Coordinator.Trust;

/// <summary>What the coordinator shows to agents: signed at its start, and again by itself when a renewal is due.</summary>
internal sealed class ServerCertificate(CertificateAuthority authority, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private X509Certificate2? _current;

    /// <summary>The one to show on a connection that begins now.</summary>
    public X509Certificate2 Current()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();

            // A clock that was set back is followed too: an agent takes what is signed in its future, and not what is over.
            if (_current is null || PinnedAuthority.LifeOf(_current) is var life && (life.IsDue(now) || now < life.From))
            {
                _current = authority.SignForCoordinator(now);
            }

            return _current;
        }
    }
}
