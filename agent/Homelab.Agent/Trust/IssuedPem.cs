using System.Security.Cryptography;
using Homelab.Contracts.V1;
using Homelab.Host.Trust;

namespace Homelab.Agent.Trust;

/// <summary>What a coordinator gives a node that asked for its certificate.</summary>
internal static class IssuedPem
{
    /// <returns>The text of the node's <see cref="CredentialFile"/>; null where what came is no certificate for this node and this key, by one of the authorities that came with it.</returns>
    /// <exception cref="CryptographicException">What came is no certificate at all, or none that this machine can read.</exception>
    public static string? Of(IssuedCertificate issued, string node, ECDsa key)
    {
        var pem = Credentials.Pem(key, issued.Certificate.ToByteArray(), issued.Authorities.Select(der => der.ToByteArray()));
        using var taken = Credentials.Read(pem);

        // Who hands the authorities over is proven, so there may be more of them than the one that proved it.
        return taken is not null && PinnedAuthority.NodeOf(taken.Certificate, taken.Authorities)?.Node == node ? pem : null;
    }
}
