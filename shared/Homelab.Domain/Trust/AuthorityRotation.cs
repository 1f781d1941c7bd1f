using System.Collections.Immutable;

namespace Homelab.Domain.Trust;

/// <summary>Whether the lab can do without its former authority.</summary>
public static class AuthorityRotation
{
    /// <param name="newest">See <see cref="AuthorityName.Of"/>.</param>
    /// <param name="known">See <see cref="CertificateLife.Known"/>.</param>
    public static AuthorityStanding Standing(Enrolment? enrolment, string newest, DateTimeOffset known)
    {
        if (enrolment?.Stands(known) != true)
        {
            return AuthorityStanding.None;
        }

        var signers = enrolment.Certificates.Select(certificate => enrolment.SignedBy.GetValueOrDefault(certificate)).ToImmutableArray();
        return signers.Any(signer => signer is not null && signer != newest) ? AuthorityStanding.Former
            : signers.Contains(null) ? AuthorityStanding.Unknown
            : AuthorityStanding.Newest;
    }

    /// <summary>How far it is, and which nodes would not be heard if the former authority counted no more.</summary>
    public static RotationProgress Progress(IEnumerable<Enrolment> enrolments, string newest, DateTimeOffset known)
    {
        var counting = enrolments.Select(enrolment => (enrolment.Node, Standing: Standing(enrolment, newest, known))).Where(node => node.Standing != AuthorityStanding.None).ToImmutableArray();
        return new(counting.Length, [.. counting.Where(node => node.Standing != AuthorityStanding.Newest).Select(node => node.Node)]);
    }

    /// <summary>Null where nothing stands in the way of the end.</summary>
    public static string? Refusal(ImmutableArray<string> leftBehind, IEnumerable<string> abandoned)
    {
        var waiting = leftBehind.Except(abandoned).ToImmutableArray();
        return waiting.IsEmpty
            ? null
            : $"The former authority still counts, because without it nobody would hear {string.Join(", ", waiting)}: `homelab ca` says why. An agent that is connected renews within the hour. "
                + $"Those that are not to be waited for have to be enrolled again afterwards: homelab ca rotate --finish --abandon {string.Join(',', leftBehind)}.";
    }

    /// <summary>How it stands with one node, as the end of a line.</summary>
    public static string Words(AuthorityStanding standing, bool isRotating) => (standing, isRotating) switch
    {
        (AuthorityStanding.Newest, true) => "has a certificate of the new authority",
        (AuthorityStanding.Newest, false) => "has a certificate of this authority",
        (AuthorityStanding.Former, true) => "has a certificate of the former authority that counts",
        (AuthorityStanding.Former, false) => "has a certificate of another authority, which counts no more",
        (AuthorityStanding.Unknown, _) => "has a certificate that was not shown since this is kept: of which authority it is, is not known",
        _ => "has no certificate that counts",
    };
}
