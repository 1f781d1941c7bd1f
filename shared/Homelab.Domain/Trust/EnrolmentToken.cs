using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Homelab.Domain.Trust;

/// <summary>The one word that an enrolment needs: the hash of the coordinator's authority, and a secret that is worth something to it alone.</summary>
/// <param name="Authority">SHA-256 of the CA certificate.</param>
public sealed class EnrolmentToken(byte[] authority, byte[] secret)
{
    public const int SecretBytes = 16;

    public byte[] Authority => authority;

    public byte[] Secret => secret;

    /// <summary>Null where this is no such word.</summary>
    public static EnrolmentToken? Read(string word)
    {
        var bytes = new byte[SHA256.HashSizeInBytes + SecretBytes];
        return word.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.IsValid(word) && Base64Url.DecodeFromChars(word, bytes) == bytes.Length
            ? new EnrolmentToken(bytes[..SHA256.HashSizeInBytes], bytes[SHA256.HashSizeInBytes..])
            : null;
    }

    public bool IsOf(ReadOnlySpan<byte> caCertificate) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(caCertificate), authority);

    /// <summary>What the coordinator keeps: the secret for this node, under this authority.</summary>
    public static byte[] Hash(string node, ReadOnlySpan<byte> authority, ReadOnlySpan<byte> secret) =>
        SHA256.HashData([.. authority, .. secret, .. Encoding.UTF8.GetBytes(node)]);

    /// <summary>The word as it is typed. Not ToString, so that nobody prints it by accident.</summary>
    public string Word() => Base64Url.EncodeToString([.. authority, .. secret]);
}
