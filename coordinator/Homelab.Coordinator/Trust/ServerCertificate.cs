using System.Security.Cryptography.X509Certificates;
using Homelab.Domain.Trust;
using Homelab.Host.Trust;

namespace Homelab.Coordinator.Trust;

/// <summary>What the coordinator shows to agents: signed at its start, and again by itself when a renewal is due.</summary>
internal sealed class ServerCertificate(Authorities authorities, EnrolmentBook book)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, X509Certificate2> _byAuthority = [];

    /// <summary>The one to show on a connection that begins now.</summary>
    /// <param name="wanted">Who is asked for, as <see cref="AuthorityName.AsHost"/> or as anything else that a client may say.</param>
    public X509Certificate2 Current(string? wanted = null)
    {
        lock (_gate)
        {
            var next = book.ForCoordinator;
            var newest = authorities.Newest;
            var authority = wanted == AuthorityName.AsHost(newest.Hash) ? newest : authorities.Established;

            if (!_byAuthority.TryGetValue(authority.Name, out var current) || PinnedAuthority.LifeOf(current).GivesWayTo(next))
            {
                _byAuthority[authority.Name] = current = authority.SignForCoordinator(next);
            }

            return current;
        }
    }
}
