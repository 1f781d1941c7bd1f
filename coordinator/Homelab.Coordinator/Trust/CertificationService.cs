using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Homelab.Contracts.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Domain.Trust;
using Homelab.Host;
using Homelab.Host.Trust;

namespace Homelab.Coordinator.Trust;

/// <summary>Signs certificates for nodes: the first for who has the secret of an invitation, the next for who has the present one.</summary>
public sealed class CertificationService(
    Authorities? authorities, EnrolmentBook book, Invitations invitations, EnrolmentTries tries, StreamGate gate, RefusedStreams refused, UplinkSessions sessions, ILabInForce lab,
    IEventFeed events, TimeProvider clock) : Certification.CertificationBase
{
    private readonly EventThrottle _throttle = new(TimeSpan.FromMinutes(1));

    // Without an authority there is no listener on which this could be asked; AgentsGate keeps it from the others.
    private Authorities Authorities => authorities ?? throw new RpcException(new Status(StatusCode.Unimplemented, ""));

    public override Task<Authority> GetAuthority(GetAuthorityRequest request, ServerCallContext context)
    {
        if (gate.ProofOf(context.GetHttpContext()) is { } proof)
        {
            gate.NoteUse(proof);
        }
        else if (Authorities.IsRotating && !request.NamesAuthority)
        {
            throw CannotEnrolNow($"{context.GetHttpContext().Connection.RemoteIpAddress}");
        }

        return Task.FromResult(new Authority { Certificate = ByteString.CopyFrom(Authorities.Newest.Certificate), Authorities = { Believed() } });
    }

    public override Task<IssuedCertificate> Enrol(EnrolRequest request, ServerCallContext context)
    {
        var from = context.GetHttpContext().Connection.RemoteIpAddress;
        if (!tries.MayTry(from, clock.Now()))
        {
            throw Problem(StatusCode.ResourceExhausted, "Too many enrolments were tried from this address. Wait a minute and try again.");
        }

        var key = SigningRequest.KeyOf(request.SigningRequest.ToByteArray())
            ?? throw Problem(StatusCode.InvalidArgument, "What is to be signed is no request for an ECDSA P-256 key. Install the same version of agent and coordinator.");
        var now = Credible();
        var authority = Authorities.Newest;
        if (lab.Current.Node(request.Node) is null
            || invitations.Take(request.Node, EnrolmentToken.Hash(request.Node, authority.Hash, request.Secret.Span)) is not { } invitation)
        {
            if (_throttle.MayTell($"{from}", clock.Now()))
            {
                events.Add(4, "EnrolmentRefused", "", $"Somebody at {from} tried to enrol a node with a secret that is not taken, or no longer.");
            }

            throw Problem(StatusCode.PermissionDenied, "This secret is not taken: each is good once, for its node, and only for a while. Print a new line on the coordinator's machine: homelab enroll NODE.");
        }

        using var certificate = authority.SignForNode(request.Node, key, now);
        try
        {
            Keep(request.Node, certificate, former => new Enrolment(
                request.Node, MachineMarksMessage.Read(request.Machine), [certificate.SerialNumber], now, PinnedAuthority.LifeOf(certificate).Until)
            {
                Newest = CertificateLife.Known(now, former?.Newest ?? now),
            }.KnownToBeOf(certificate.SerialNumber, authority.Name));
        }
        catch (RpcException)
        {
            invitations.Add(invitation);
            throw;
        }

        events.Add(5, "NodeEnrolled", request.Node, $"{request.Node} was enrolled from {from}; its certificate is good until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.");
        sessions.End(request.Node, "it was enrolled again", HelloCheck.Refusal("Superseded", $"{request.Node} was enrolled again: only the newest certificate counts."));
        return Task.FromResult(Issued(certificate));
    }

    public override Task<IssuedCertificate> Renew(RenewRequest request, ServerCallContext context)
    {
        var proof = gate.ProofOf(context.GetHttpContext()) ?? throw Problem(StatusCode.Unauthenticated, "A renewal comes with the present certificate. Enrol the node: homelab enroll NODE.");
        var machine = MachineMarksMessage.Read(request.Machine);
        if (StreamAdmission.Judge(new StreamClaim(proof.Node, machine, proof, PlainIsTaken: false), book.Of(proof.Node), book.Known) is { } refusal)
        {
            refused.Note(refusal, context.GetHttpContext().Connection.RemoteIpAddress);
            throw Problem(StatusCode.PermissionDenied, refusal.Sentence);
        }

        gate.Learn(proof);
        if (lab.Current.Node(proof.Node) is null)
        {
            throw Problem(StatusCode.NotFound, $"The lab \"{lab.Current.Name}\" has no node \"{proof.Node}\" any more.");
        }

        var key = SigningRequest.KeyOf(request.SigningRequest.ToByteArray()) ?? throw Problem(StatusCode.InvalidArgument, "What is to be signed is no request for an ECDSA P-256 key.");
        var authority = Authorities.Newest;
        using var certificate = authority.SignForNode(proof.Node, key, Credible());

        // Only what stands unrevoked is renewed, also where the revocation came a moment ago.
        Keep(proof.Node, certificate, enrolment => enrolment?.Learned(proof) is { RevokedAt: null } known && known.Certificates.Contains(proof.Certificate)
            ? known.Renewed(proof.Certificate, certificate.SerialNumber, PinnedAuthority.LifeOf(certificate)).KnownToBeOf(proof.Certificate, proof.Authority).KnownToBeOf(certificate.SerialNumber, authority.Name)
            : throw Problem(StatusCode.PermissionDenied, $"{proof.Node} was revoked or enrolled again."));
        events.Add(6, "CertificateRenewed", proof.Node, $"{proof.Node} has a new certificate, good until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.");
        return Task.FromResult(Issued(certificate));
    }

    /// <summary>Told here, before it has sent its secret: later such an agent would take what it is shown for somebody between.</summary>
    private RpcException CannotEnrolNow(string from)
    {
        const string Sentence = "The lab's authority is being rotated, and an agent of this earlier version cannot enrol meanwhile. Install the coordinator's version of homelab-agent, "
            + "or end the rotation on the coordinator's machine (homelab ca rotate --finish), and run the same line again.";
        if (_throttle.MayTell($"earlier {from}", clock.Now()))
        {
            events.Add(4, "EnrolmentRefused", "", $"An agent of an earlier version at {from} tried to enrol. {Sentence}");
        }

        return Problem(StatusCode.FailedPrecondition, Sentence);
    }

    private void Keep(string node, X509Certificate2 certificate, Func<Enrolment?, Enrolment> change)
    {
        try
        {
            book.Change(node, change, PinnedAuthority.LifeOf(certificate).From);
        }
        catch (IOException failure)
        {
            events.Add(3, "EnrolmentNotKept", node, $"The certificate of {node} could not be written down, so it was not given: {failure.Message}");
            throw Problem(StatusCode.Unavailable, "The coordinator could not write the enrolment down. Its log says why.");
        }
    }

    private DateTimeOffset Credible() =>
        book.Known is var known && known >= CertificateLife.EarliestCredible
            ? known
            : throw Problem(StatusCode.FailedPrecondition, $"The coordinator's clock says {known:yyyy-MM-dd}, which cannot be. Set it, or wait until it is synchronised.");

    private IssuedCertificate Issued(X509Certificate2 certificate) => new()
    {
        Certificate = ByteString.CopyFrom(certificate.RawData),
        Authorities = { Believed() },
    };

    private IEnumerable<ByteString> Believed() => Authorities.Trusted.Select(trusted => ByteString.CopyFrom(trusted.RawData));

    private static RpcException Problem(StatusCode code, string sentence) => new(new Status(code, sentence));
}
