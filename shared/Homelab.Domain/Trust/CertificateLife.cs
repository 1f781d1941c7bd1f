namespace Homelab.Domain.Trust;

/// <summary>
/// How long a certificate counts. A Raspberry Pi has no clock over a power cut and begins in the past, so a clock is not believed where it
/// stands before something that the same lab has signed already: the time is at least that.
/// </summary>
/// <param name="From">When it was signed.</param>
/// <param name="Until">Its end.</param>
public sealed record CertificateLife(DateTimeOffset From, DateTimeOffset Until)
{
    public static readonly TimeSpan OfNode = TimeSpan.FromDays(30);
    public static readonly TimeSpan OfCoordinator = TimeSpan.FromDays(7);

    /// <summary>A coordinator whose clock stands before it signs nothing for a node: the node would be refused as soon as the clock is right.</summary>
    public static readonly DateTimeOffset EarliestCredible = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time that is gone by.</summary>
    /// <param name="atLeast">When the newest thing known here was signed.</param>
    public static DateTimeOffset Known(DateTimeOffset clock, DateTimeOffset atLeast) => clock > atLeast ? clock : atLeast;

    /// <summary>
    /// Of a certificate that the coordinator signs for itself now. Where its clock is known to stand behind, nobody knows by how much: it is to count
    /// with those nodes whose own certificates still do.
    /// </summary>
    public static CertificateLife ForCoordinator(DateTimeOffset clock, DateTimeOffset atLeast) =>
        clock < atLeast ? new(atLeast, atLeast + OfNode) : new(clock, clock + OfCoordinator);

    /// <param name="known">See <see cref="Known"/>. Being signed in the future is no fault of a certificate but of a clock.</param>
    public bool IsOver(DateTimeOffset known) => known >= Until;

    /// <summary>True where one that is signed now takes its place. A clock that was set back is followed too: what is signed in an agent's future it takes, and not what is over.</summary>
    public bool GivesWayTo(CertificateLife next) => IsDue(next.From) || next.From < From;

    /// <summary>At two thirds a renewal is due.</summary>
    public bool IsDue(DateTimeOffset known) => known >= From + (Until - From) * 2 / 3;
}
