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

    /// <summary>When the newest was signed that this node ever had, superseded ones too. An order of its own, since a clock may have been set back in between.</summary>
    public DateTimeOffset Newest { get; init; } = EnrolledAt;

    /// <summary>Not revoked, and not over.</summary>
    /// <param name="known">See <see cref="CertificateLife.Known"/>.</param>
    public bool Stands(DateTimeOffset known) => RevokedAt is null && known < Until;

    /// <summary>A successor was signed for who came with <paramref name="present"/>; both count, since the answer may be lost.</summary>
    public Enrolment Renewed(string present, string successor, CertificateLife life) =>
        this with { Certificates = [present, successor], Until = life.Until, Newest = CertificateLife.Known(life.From, Newest) };

    /// <summary>
    /// What is written here is from before that certificate was signed, so it comes from a backup: whatever is signed is written down before it is given away.
    /// One signed earlier, or at the same moment, may as well be one that was superseded.
    /// </summary>
    public bool IsOlderThan(ProvenNode proof) => !Certificates.Contains(proof.Certificate) && proof.Life.From > Newest;

    /// <summary>A genuine certificate that this is older than takes the place of those that are known. A revocation stands against any.</summary>
    public Enrolment Learned(ProvenNode proof) => RevokedAt is null && IsOlderThan(proof)
        ? (this with { Certificates = [proof.Certificate], Until = proof.Life.Until, Newest = proof.Life.From }).KnownToBeOf(proof.Certificate, proof.Authority)
        : this;

    /// <summary>A certificate was signed or shown, so that its authority is known.</summary>
    public Enrolment KnownToBeOf(string certificate, string authority) =>
        !Certificates.Contains(certificate) || (SignedBy.TryGetValue(certificate, out var known) && known == authority)
            ? this
            : this with { SignedBy = SignedBy.RemoveRange(SignedBy.Keys.Except(Certificates)).SetItem(certificate, authority) };

    /// <summary>Who comes with the successor has it: the one before counts no more.</summary>
    public Enrolment Used(string certificate) => Certificates.Length > 1 && Certificates[^1] == certificate ? this with { Certificates = [certificate] } : this;
}
