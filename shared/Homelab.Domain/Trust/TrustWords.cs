namespace Homelab.Domain.Trust;

/// <summary>How it stands with a node's proof, in words.</summary>
public static class TrustWords
{
    /// <param name="needsProof">The coordinator takes agents by certificate only.</param>
    /// <returns>Empty where neither side asks for a proof.</returns>
    public static string Of(string node, Enrolment? enrolment, bool needsProof, DateTimeOffset known) => enrolment switch
    {
        null => needsProof ? $"not enrolled, so its agent is not heard: homelab enroll {node}" : "",
        { RevokedAt: { } at } => $"revoked on {at:yyyy-MM-dd}: homelab enroll {node} takes it in again",
        { Until: var until } when known >= until => $"its certificate ended on {until:yyyy-MM-dd}: homelab enroll {node}",
        { Until: var until } => $"it proves who it is by a certificate until {until:yyyy-MM-dd}",
    };
}
