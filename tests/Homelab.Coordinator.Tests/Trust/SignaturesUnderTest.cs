using System.Security.Cryptography.X509Certificates;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Tests.Trust;

internal static class SignaturesUnderTest
{
    /// <summary>As a coordinator signs whose clock is believed.</summary>
    public static X509Certificate2 SignForCoordinator(this CertificateAuthority authority, DateTimeOffset from) =>
        authority.SignForCoordinator(new CertificateLife(from, from + CertificateLife.OfCoordinator));
}
