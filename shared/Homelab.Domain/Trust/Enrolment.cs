using System.Collections.Immutable;

namespace Homelab.Domain.Trust;

/// <summary>What the coordinator holds of one node that was enrolled.</summary>
/// <param name="Certificates">The serial numbers that count: the present one and, until it was used, its successor. At most two.</param>
/// <param name="Until">The end of the newest of them.</param>
/// <param name="RevokedAt">Null where it stands.</param>
public sealed record Enrolment(
    string Node, MachineMarks Machine, ImmutableArray<string> Certificates, DateTimeOffset EnrolledAt, DateTimeOffset Until, DateTimeOffset? RevokedAt = null)
{
    /// <summary>For each of them the hash of the authority that signed it, as far as it is known.</summary>
    public ImmutableSortedDictionary<string, string> SignedBy { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Not revoked, and not over.</summary>
    /// <param name="known">See <see cref="CertificateLife.Known"/>.</param>
    public bool Stands(DateTimeOffset known) => RevokedAt is null && known < Until;

    /// <summary>A successor was signed for who came with <paramref name="present"/>; both count, since the answer may be lost.</summary>
    public Enrolment Renewed(string present, string successor, DateTimeOffset until) => this with { Certificates = [present, successor], Until = until };

    /// <summary>A certificate was signed or shown, so that its authority is known.</summary>
    public Enrolment KnownToBeOf(string certificate, string authority) =>
        !Certificates.Contains(certificate) || (SignedBy.TryGetValue(certificate, out var known) && known == authority)
            ? this
            : this with { SignedBy = SignedBy.RemoveRange(SignedBy.Keys.Except(Certificates)).SetItem(certificate, authority) };

    /// <summary>Who comes with the successor has it: the one before counts no more.</summary>
    public Enrolment Used(string certificate) => Certificates.Length > 1 && Certificates[^1] == certificate ? this with { Certificates = [certificate] } : this;
}
