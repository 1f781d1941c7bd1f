namespace Homelab.Domain.Trust;

/// <summary>Who may speak for a node.</summary>
public static class StreamAdmission
{
    /// <param name="enrolment">Of the node that the certificate names, or else of the one that is claimed; null where it was never enrolled.</param>
    /// <param name="known">See <see cref="CertificateLife.Known"/>.</param>
    /// <returns>Null where it may.</returns>
    public static TrustRefusal? Judge(StreamClaim claim, Enrolment? enrolment, DateTimeOffset known)
    {
        if (claim.Proof is not { } proof)
        {
            return WithoutProof(claim, enrolment);
        }

        var node = proof.Node;
        if (claim.Node != node)
        {
            return new("AnotherName", node, $"The agent that holds the certificate of {node} says that it is \"{claim.Node}\". Correct `node` in its agent.yaml, or enrol that machine under its own name: homelab enroll.");
        }

        return enrolment is null
            ? new("NotEnrolled", node, $"The certificate of {node} is genuine, but this coordinator has no record of it. {EnrolAgain(node)}")
            : OfCertificate(proof, enrolment, known) ?? OfMachine(claim, enrolment);
    }

    /// <summary>Whether this certificate counts for its node, wherever it comes from. A renewal asks only this and the machine.</summary>
    public static TrustRefusal? OfCertificate(ProvenNode proof, Enrolment enrolment, DateTimeOffset known)
    {
        var node = proof.Node;
        if (enrolment.RevokedAt is not null)
        {
            return new("Revoked", node, $"{node} was revoked. {EnrolAgain(node)}");
        }

        if (!enrolment.Certificates.Contains(proof.Certificate) && !enrolment.IsOlderThan(proof))
        {
            return new("Superseded", node, $"{node} has a later certificate, and this one is not taken any more. If a machine that belongs there shows it: homelab enroll {node}.");
        }

        return proof.Life.IsOver(known)
            ? new("CertificateOver", node, $"The certificate of {node} ended on {proof.Life.Until:yyyy-MM-dd} and was not renewed in time. {EnrolAgain(node)}")
            : null;
    }

    private static TrustRefusal? OfMachine(StreamClaim claim, Enrolment enrolment) =>
        enrolment.Machine.Difference(claim.Machine) is { } difference
            ? new(
                "AnotherMachine", enrolment.Node,
                $"Another machine uses the certificate of {enrolment.Node}: {difference}. Is its SD card or disk a copy? If the machine was replaced on purpose, enrol it again: homelab enroll {enrolment.Node}.")
            : null;

    private static TrustRefusal? WithoutProof(StreamClaim claim, Enrolment? enrolment)
    {
        if (enrolment is not null)
        {
            return new("CertificateNeeded", claim.Node, $"{claim.Node} was enrolled, so it is taken only with its certificate, on the coordinator's `agents` address.");
        }

        return claim.PlainIsTaken
            ? null
            : new("CertificateNeeded", claim.Node, $"An agent without a certificate says that it is {claim.Node}. This coordinator takes agents only with one: homelab enroll {claim.Node}, and the line that it prints on that machine.");
    }

    private static string EnrolAgain(string node) => $"Enrol it again: homelab enroll {node}, and the line that it prints on that machine.";
}
