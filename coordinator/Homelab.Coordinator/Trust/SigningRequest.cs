using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Homelab.Coordinator.Trust;

/// <summary>What a node sends to be signed (PKCS #10, RFC 2986). Names and extensions in it are wishes of nobody that is known, and are not looked at.</summary>
internal static class SigningRequest
{
    private const int BytesMax = 4096;
    private const string NistP256 = "1.2.840.10045.3.1.7";

    /// <summary>Its key, where the sender has shown that the private half is in its hands and it is ECDSA P-256; else null.</summary>
    public static PublicKey? KeyOf(byte[] der)
    {
        if (der.Length is 0 or > BytesMax)
        {
            return null;
        }

        try
        {
            var request = CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default);
            using var key = request.PublicKey.GetECDsaPublicKey();

            // A curve that is given by its numbers has no identifier at all.
            return key?.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: NistP256 } ? request.PublicKey : null;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
