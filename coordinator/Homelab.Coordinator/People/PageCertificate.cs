using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Trust;
using Homelab.Host.Trust;

namespace Homelab.Coordinator.People;

/// <summary>What <c>listen</c> shows under TLS: the operator's certificate, read again when its file changes, or one of the own authority.</summary>
internal sealed class PageCertificate(string? certificate, string? key, Authorities? authorities, IPAddress listens, EnrolmentBook book)
{
    private readonly Lock _gate = new();
    private SslStreamCertificateContext? _current;
    private CertificateLife? _life;
    private CertificateAuthority? _signedBy;
    private DateTime _written;

    /// <summary>The one to show on a connection that begins now.</summary>
    /// <exception cref="InvalidOperationException">The operator's files cannot be used, and there is none from before.</exception>
    public SslStreamCertificateContext Current()
    {
        lock (_gate)
        {
            return certificate is null ? Own() : OfFiles();
        }
    }

    private SslStreamCertificateContext Own()
    {
        var next = book.ForCoordinator;
        var authority = authorities!.Established;
        if (_current is null || _signedBy != authority || _life!.GivesWayTo(next))
        {
            var made = authority.SignForPage(Dns.GetHostName(), Addresses(), next);
            (_current, _life, _signedBy) = (SslStreamCertificateContext.Create(made, authority.Trusted, offline: true), PinnedAuthority.LifeOf(made), authority);
        }

        return _current;
    }

    private SslStreamCertificateContext OfFiles()
    {
        var written = File.GetLastWriteTimeUtc(certificate!);
        if (_current is not null && written == _written)
        {
            return _current;
        }

        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(certificate!, key);
            var between = new X509Certificate2Collection();
            between.ImportFromPemFile(certificate!);

            // A key that lies in memory only as PEM left it is refused by the platform's TLS on some systems.
            _current = SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), between, offline: true);
            _written = written;
            return _current;
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // While it is being replaced, or was spoilt, the one from before goes on.
            return _current ?? throw new InvalidOperationException($"{certificate} with {key} cannot be used for `listen`: {failure.Message}", failure);
        }
    }

    private IEnumerable<IPAddress> Addresses() => listens.Equals(IPAddress.Any) || listens.Equals(IPAddress.IPv6Any)
        ? NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address).Where(address => !address.IsIPv6LinkLocal)
        : [listens, IPAddress.Loopback];
}
