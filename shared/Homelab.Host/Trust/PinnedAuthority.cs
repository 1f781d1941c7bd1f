using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Homelab.Domain.Trust;

namespace Homelab.Host.Trust;

/// <summary>
/// What a certificate proves to somebody who believes these authorities and no other. Host names play no part: the chain says that it is this
/// lab, the role says who in it. Neither do its times; <see cref="CertificateLife"/> judges them.
/// </summary>
public static class PinnedAuthority
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>GeneralName's uniformResourceIdentifier (RFC 5280, 4.2.1.6).</summary>
    private static readonly Asn1Tag s_uri = new(TagClass.ContextSpecific, 6);

    public static bool IsCoordinator(X509Certificate2 certificate, X509Certificate2Collection authorities) =>
        SignerOf(certificate, authorities, RoleNames.CoordinatorUse) is not null && RoleOf(certificate) == RoleNames.Coordinator;

    /// <summary>Null where it proves no node.</summary>
    public static ProvenNode? NodeOf(X509Certificate2 certificate, X509Certificate2Collection authorities) =>
        SignerOf(certificate, authorities, RoleNames.NodeUse) is { } authority && RoleOf(certificate) is { } role && RoleNames.NodeOf(role) is { } node
            ? new ProvenNode(node, certificate.SerialNumber, LifeOf(certificate), authority)
            : null;

    public static CertificateLife LifeOf(X509Certificate2 certificate) =>
        new(new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));

    /// <summary>The name of the authority at the chain's end; null where it is none of these.</summary>
    private static string? SignerOf(X509Certificate2 certificate, X509Certificate2Collection authorities, string use)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate) ? AuthorityName.Of(chain.ChainElements[^1].Certificate.RawData) : null;
    }

    /// <summary>The one URI in it; null where there is none, or more than one.</summary>
    private static string? RoleOf(X509Certificate2 certificate)
    {
        try
        {
            var extension = certificate.Extensions.Single(item => item.Oid?.Value == SubjectAlternativeName);
            var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            var role = names.ReadCharacterString(UniversalTagNumber.IA5String, s_uri);
            return names.HasData ? null : role;
        }
        catch (Exception failure) when (failure is AsnContentException or InvalidOperationException)
        {
            return null;
        }
    }
}
