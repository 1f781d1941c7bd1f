using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Homelab.Domain.Trust;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Requests for a certificate (RFC 2986, 4): right ones, and such as are wrong in one way or more.</summary>
internal static class SigningRequests
{
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    private const string RsaWithSha256 = "1.2.840.113549.1.1.11";
    private const string ExtensionRequest = "1.2.840.113549.1.9.14";
    private const string NoAlgorithm = "1.3.6.1.4.1.99999.2";

    private static readonly ECDsa s_right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA s_rsa = RSA.Create(2048);
    private static readonly (byte[] Shown, Func<byte[], byte[]> Sign, string Algorithm) s_explicit = Of(ECDsa.Create(s_right.ExportExplicitParameters(includePrivateParameters: true)));

    /// <summary>Each with the key that it shows, and how it signs.</summary>
    private static readonly (byte[] Shown, Func<byte[], byte[]> Sign, string Algorithm)[] s_keys =
    [
        Of(s_right), Of(s_right), Of(s_right),
        Of(ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        Of(ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1)),
        s_explicit,
        (s_rsa.ExportSubjectPublicKeyInfo(), bytes => s_rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), RsaWithSha256),
    ];

    /// <summary>As the agent sends it.</summary>
    public static byte[] Right => Written(0, s_keys[0], s_keys[0].Sign, []);

    /// <summary>The same curve as in <see cref="Right"/>, by its numbers instead of its name (RFC 5480, 2.1.1, forbids it).</summary>
    public static byte[] WithExplicitCurve => Written(0, s_explicit, s_explicit.Sign, []);

    public static byte[] WithWishes => Written(0, s_keys[0], s_keys[0].Sign, Wishes());

    public static byte[] OfRsa => Written(0, s_keys[^1], s_keys[^1].Sign, []);

    public static byte[] SignedByAnother => Written(0, s_keys[0], Of(ECDsa.Create(ECCurve.NamedCurves.nistP256)).Sign, []);

    public static byte[] Any(Random random)
    {
        var key = s_keys[random.Next(s_keys.Length)];
        var signer = random.Next(8) == 0 ? s_keys[random.Next(s_keys.Length)] : key;
        var shown = key with { Algorithm = random.Next(8) == 0 ? NoAlgorithm : key.Algorithm };
        var request = Written(random.Next(8) == 0 ? random.NextInt64() : 0, shown, signer.Sign, random.Next(3) == 0 ? Wishes() : []);
        for (var left = Math.Max(0, random.Next(5) - 2); left > 0; left--)
        {
            request = EditedIfWhole(request, random);
        }

        return request;
    }

    private static byte[] EditedIfWhole(byte[] request, Random random)
    {
        try
        {
            return DerEdits.Edited(request, random);
        }
        catch (AsnContentException)
        {
            return request;
        }
    }

    private static byte[] Written(long version, (byte[] Shown, Func<byte[], byte[]> Sign, string Algorithm) key, Func<byte[], byte[]> sign, byte[] attributes)
    {
        var info = new AsnWriter(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            info.WriteInteger(version);
            info.WriteEncodedValue(new X500DistinguishedName("CN=pi1").RawData);
            info.WriteEncodedValue(key.Shown);
            using (info.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                if (attributes.Length > 0)
                {
                    info.WriteEncodedValue(attributes);
                }
            }
        }

        var signed = info.Encode();
        var request = new AsnWriter(AsnEncodingRules.DER);
        using (request.PushSequence())
        {
            request.WriteEncodedValue(signed);
            using (request.PushSequence())
            {
                request.WriteObjectIdentifier(key.Algorithm);
            }

            request.WriteBitString(sign(signed));
        }

        return request.Encode();
    }

    /// <summary>To be an authority, and another node.</summary>
    private static byte[] Wishes()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(RoleNames.Of("hub")));
        names.AddDnsName("hub");
        var attribute = new AsnWriter(AsnEncodingRules.DER);
        using (attribute.PushSequence())
        {
            attribute.WriteObjectIdentifier(ExtensionRequest);
            using (attribute.PushSetOf())
            using (attribute.PushSequence())
            {
                foreach (var extension in new[] { X509BasicConstraintsExtension.CreateForCertificateAuthority(), names.Build() })
                {
                    using (attribute.PushSequence())
                    {
                        attribute.WriteObjectIdentifier(extension.Oid!.Value!);
                        attribute.WriteOctetString(extension.RawData);
                    }
                }
            }
        }

        return attribute.Encode();
    }

    private static (byte[] Shown, Func<byte[], byte[]> Sign, string Algorithm) Of(ECDsa key) =>
        (key.ExportSubjectPublicKeyInfo(), bytes => key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), EcdsaWithSha256);
}
