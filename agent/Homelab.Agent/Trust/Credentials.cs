using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Homelab.Domain.Trust;
using Homelab.Host.Trust;

namespace Homelab.Agent.Trust;

/// <summary>What a node holds: its certificate with the key that never left it, and the authorities that it believes.</summary>
public sealed class Credentials : IDisposable
{
    private Credentials(X509Certificate2 certificate, X509Certificate2Collection authorities) => (Certificate, Authorities) = (certificate, authorities);

    public X509Certificate2 Certificate { get; }

    public X509Certificate2Collection Authorities { get; }

    public CertificateLife Life => PinnedAuthority.LifeOf(Certificate);

    /// <summary>The wall clock, or when the certificate was signed where the clock stands before that: then it is not set.</summary>
    public DateTimeOffset Known(TimeProvider clock) => CertificateLife.Known(clock.GetUtcNow(), Life.From);

    /// <summary>The key and the certificate come first, the authorities after them; one file, so that they always fit each other.</summary>
    public static string Pem(ECDsa key, byte[] certificate, IEnumerable<byte[]> authorities) =>
        string.Join('\n', [key.ExportPkcs8PrivateKeyPem(), .. new[] { certificate }.Concat(authorities).Select(der => PemEncoding.WriteString("CERTIFICATE", der)), ""]);

    /// <summary>Null where the text holds no such thing.</summary>
    public static Credentials? Read(string pem)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(pem);
            return all.Count < 2 ? null : new(X509Certificate2.CreateFromPem(pem, pem), [.. all.Skip(1)]);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    public void Dispose() => Certificate.Dispose();
}
