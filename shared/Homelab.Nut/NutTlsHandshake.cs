using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Homelab.Nut;

/// <summary>The client's side of TLS after <c>OK STARTTLS</c>: whom to believe, and what a failure means.</summary>
internal static class NutTlsHandshake
{
    public static async Task RunAsync(NutStream stream, NutEndpoint endpoint, CancellationToken cancel)
    {
        if (stream.HasUnreadBytes)
        {
            throw new NutTlsException($"The NUT server {endpoint} went on in the clear after OK STARTTLS.");
        }

        var options = new SslClientAuthenticationOptions
        {
            TargetHost = endpoint.Host,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(endpoint, certificate, errors),
        };
        try
        {
            await stream.StartTlsAsync(options, cancel).ConfigureAwait(false);
        }
        catch (AuthenticationException failure)
        {
            throw new NutTlsException($"TLS with the NUT server {endpoint} failed: the handshake was refused or its certificate is not trusted.", failure);
        }
        catch (IOException failure)
        {
            throw new NutTlsException($"TLS with the NUT server {endpoint} failed: the connection broke in the handshake.", failure);
        }
    }

    private static bool IsTrusted(NutEndpoint endpoint, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (endpoint.Tls != NutTls.Required)
        {
            // Encryption without proof of identity: no worse than the plain connection that it replaces.
            return true;
        }

        if (certificate is null)
        {
            return false;
        }

        return endpoint.CertificateSha256 is { } pinned
            ? string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), pinned.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            : errors == SslPolicyErrors.None;
    }
}
