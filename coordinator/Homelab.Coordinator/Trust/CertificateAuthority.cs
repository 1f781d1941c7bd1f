using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Trust;

/// <summary>
/// The lab's own authority (ECDSA P-256). It signs for the coordinator and for nodes, each with a use and a role of its own, and for nobody
/// else. Its certificate has no end (RFC 5280, 4.1.2.5): a coordinator whose clock was wrong at its first start would make one that never counted.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private const int SerialBytes = 16;

    private static readonly DateTimeOffset s_never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate)
    {
        _certificate = certificate;
        Certificate = certificate.RawData;
        Hash = SHA256.HashData(Certificate);
        Name = AuthorityName.Of(Certificate);
        Trusted = [X509CertificateLoader.LoadCertificate(Certificate)];
    }

    /// <summary>DER.</summary>
    public byte[] Certificate { get; }

    public byte[] Hash { get; }

    public string Name { get; }

    public X509Certificate2Collection Trusted { get; }

    /// <summary>Null where there is no such file.</summary>
    /// <exception cref="InvalidOperationException">What is kept is not usable.</exception>
    internal static CertificateAuthority? Read(string path) => AuthorityFile.Read(path) is { } kept ? new(kept) : null;

    /// <summary>A new one, on disk before it signs anything.</summary>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    internal static CertificateAuthority Make(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Homelab CA {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, s_never);
        AuthorityFile.Write(path, made, key);
        return new(made);
    }

    /// <summary>For the coordinator's own listener, with its private key, which is nowhere but in memory.</summary>
    public X509Certificate2 SignForCoordinator(CertificateLife life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Sign("CN=Homelab coordinator", new PublicKey(key), RoleNames.Coordinator, RoleNames.CoordinatorUse, life);
        return signed.CopyWithPrivateKey(key);
    }

    /// <param name="key">From <see cref="SigningRequest.KeyOf"/>.</param>
    public X509Certificate2 SignForNode(string node, PublicKey key, DateTimeOffset from) =>
        Sign($"CN={node}", key, RoleNames.Of(node), RoleNames.NodeUse, new CertificateLife(from, from + CertificateLife.OfNode));

    /// <summary>For the page's listener. It names hosts and has no role, so no agent takes it for the coordinator's.</summary>
    public X509Certificate2 SignForPage(string host, IEnumerable<IPAddress> addresses, CertificateLife life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { host, "localhost" }.Where(name => Uri.CheckHostName(name) == UriHostNameType.Dns).Distinct())
        {
            names.AddDnsName(name);
        }

        foreach (var address in addresses.Distinct())
        {
            names.AddIpAddress(address);
        }

        using var signed = Sign("CN=Homelab page", new PublicKey(key), names, RoleNames.CoordinatorUse, life);
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Sign(string subject, PublicKey key, string role, string use, CertificateLife life)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(role));
        return Sign(subject, key, names, use, life);
    }

    private X509Certificate2 Sign(string subject, PublicKey key, SubjectAlternativeNameBuilder names, string use, CertificateLife life)
    {
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: true));
        request.CertificateExtensions.Add(names.Build(critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));

        // Its first byte is below 0x80, so that it is positive and keeps its length.
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return request.Create(_certificate, life.From, life.Until, serial);
    }
}
