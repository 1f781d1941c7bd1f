using System.Security.Cryptography;

namespace Homelab.Domain.Trust;

/// <summary>By what an authority is told from another: the SHA-256 of its certificate.</summary>
public static class AuthorityName
{
    private const int LabelLetters = 32;

    /// <param name="certificate">DER.</param>
    public static string Of(ReadOnlySpan<byte> certificate) => Convert.ToHexString(SHA256.HashData(certificate));

    /// <summary>
    /// The server name (RFC 6066, 3) by which a node that enrols asks for a proof by this authority: it believes no other yet. It is a name
    /// of nothing else, and is looked up nowhere.
    /// </summary>
    /// <param name="hash">As in an enrolment token.</param>
    public static string AsHost(ReadOnlySpan<byte> hash) => $"{Convert.ToHexStringLower(hash)[..LabelLetters]}.authority.internal";
}
