using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Homelab.Domain.People;

/// <summary>
/// What is kept of a password: <c>pbkdf2-sha256$600000$SALT$HASH</c> (RFC 8018). The word begins with how it was made, so that a later way can
/// stand beside it.
/// </summary>
public static class PasswordHash
{
    /// <summary>OWASP's figure for PBKDF2 with HMAC-SHA-256.</summary>
    public const int Iterations = 600_000;
    public const int SaltBytes = 16;

    private const string Kind = "pbkdf2-sha256";
    private const int IterationsMax = 10_000_000;

    /// <summary>Stands in for the hash of somebody who is not there, so that the answer takes as long. No password is its own.</summary>
    public static string OfNobody { get; } = Word(Iterations, new byte[SaltBytes], new byte[SHA256.HashSizeInBytes]);

    /// <param name="salt">Random, of <see cref="SaltBytes"/>.</param>
    public static string Make(string password, ReadOnlySpan<byte> salt, int iterations = Iterations) =>
        Word(iterations, salt, Derive(password, salt, iterations));

    /// <summary>False also where the kept word is none that this version makes.</summary>
    public static bool Matches(string kept, string password) =>
        Read(kept) is var (iterations, salt, hash) && CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), hash);

    /// <summary>It was made with less work than is usual now.</summary>
    public static bool IsWeak(string kept) => Read(kept) is not { } read || read.Iterations < Iterations;

    private static (int Iterations, byte[] Salt, byte[] Hash)? Read(string kept) =>
        kept.Split('$') is [Kind, var count, var salt, var hash]
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) && iterations is > 0 and <= IterationsMax
        && Base64Url.IsValid(salt) && Base64Url.IsValid(hash)
            ? (iterations, Base64Url.DecodeFromChars(salt), Base64Url.DecodeFromChars(hash))
            : null;

    private static byte[] Derive(string password, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormC)), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    private static string Word(int iterations, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind}${iterations}${Base64Url.EncodeToString(salt)}${Base64Url.EncodeToString(hash)}");
}
