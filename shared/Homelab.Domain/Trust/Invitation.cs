using System.Security.Cryptography;

namespace Homelab.Domain.Trust;

/// <summary>A node may be enrolled once, until then.</summary>
/// <param name="Hash">See <see cref="EnrolmentToken.Hash"/>; the secret itself is kept nowhere.</param>
public sealed record Invitation(string Node, byte[] Hash, Moment Until)
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The time that it takes says nothing of how much of the hash was right.</summary>
    public bool Admits(ReadOnlySpan<byte> hash, Moment now) => CryptographicOperations.FixedTimeEquals(Hash, hash) && now < Until;
}
