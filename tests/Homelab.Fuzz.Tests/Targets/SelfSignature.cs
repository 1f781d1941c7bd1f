using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Whether a request for a certificate (RFC 2986, 4) may be signed, told apart by other code than the coordinator's.</summary>
internal static class SelfSignature
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string NistP256 = "1.2.840.10045.3.1.7";

    /// <summary>The key (DER, SubjectPublicKeyInfo) where it is ECDSA P-256 and has signed all of this; else null.</summary>
    public static byte[]? KeyOf(byte[] der)
    {
        try
        {
            var whole = new AsnReader(der, AsnEncodingRules.BER);
            var request = whole.ReadSequence();
            var signed = request.PeekEncodedValue();
            var key = KeyIn(request.ReadSequence());
            var hash = HashOf(request.ReadSequence().ReadObjectIdentifier());
            var signature = request.ReadBitString(out _);
            return !whole.HasData && !request.HasData && key is not null && key.VerifyData(signed.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence)
                ? key.ExportSubjectPublicKeyInfo()
                : null;
        }
        catch (Exception failure) when (failure is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static ECDsa? KeyIn(AsnReader signed)
    {
        signed.ReadInteger();
        signed.ReadSequence();
        var der = signed.PeekEncodedValue();
        var algorithm = signed.ReadSequence().ReadSequence();
        if (algorithm.ReadObjectIdentifier() != EcPublicKey || algorithm.ReadObjectIdentifier() != NistP256)
        {
            return null;
        }

        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(der.Span, out _);
        return key;
    }

    private static HashAlgorithmName HashOf(string signatureAlgorithm) => signatureAlgorithm switch
    {
        "1.2.840.10045.4.1" => HashAlgorithmName.SHA1,
        "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => throw new CryptographicException($"{signatureAlgorithm} is no signature of ECDSA."),
    };
}
