using System.Security.Cryptography;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Domain.Trust;
using Homelab.Files;
using Homelab.Files.Programs;
using Homelab.Host;

namespace Homelab.Coordinator.Trust;

/// <summary>Takes what an operator says about who belongs to the lab.</summary>
public sealed class TrustDesk(
    CoordinatorFileConfig file, Authorities? authorities, EnrolmentBook book, Invitations invitations, UplinkSessions sessions, ILabInForce lab, IEventFeed events, TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public Answer<NodeInvitation> Invite(InviteNodeRequest request)
    {
        var span = request.ForMs == 0 ? Invitation.Usual : TimeSpan.FromMilliseconds(Math.Clamp(request.ForMs, 0, int.MaxValue));
        if ((OperatorGate.Refusal(request.By) ?? NotInTheLab(request.Node)) is { } refusal)
        {
            return refusal;
        }

        if (file.Agents is not { } agents || authorities is null)
        {
            return ApiProblem.Refused("The coordinator has no address where agents can prove who they are. Write `agents: 0.0.0.0:8442` into coordinator.yaml, and start it again.");
        }

        if (book.Unreadable is { } unreadable)
        {
            return ApiProblem.Refused(unreadable);
        }

        if (span < Shortest || span > Invitation.Longest)
        {
            return ApiProblem.BadRequest($"An invitation is good for {DurationText.Format(Shortest)} to {DurationText.Format(Invitation.Longest)}.");
        }

        if (AgentsAddress.Of(agents, request.Address) is not { } address)
        {
            return ApiProblem.BadRequest("By which address does the node reach this machine? Say so with --address HOST or --address HOST:PORT.");
        }

        var token = new EnrolmentToken(authorities.Newest.Hash, RandomNumberGenerator.GetBytes(EnrolmentToken.SecretBytes));
        invitations.Add(new Invitation(request.Node, EnrolmentToken.Hash(request.Node, token.Authority, token.Secret), clock.Now() + span));
        events.Add(5, "NodeInvited", request.Node, $"{request.By} lets {request.Node} enrol once within {DurationText.Format(span)}.");
        return new NodeInvitation { Node = request.Node, Coordinator = address, Token = token.Word(), UntilWallMs = (clock.GetUtcNow() + span).ToUnixTimeMilliseconds() };
    }

    /// <summary>Null where it was done.</summary>
    public ApiProblem? Revoke(RevokeNodeRequest request)
    {
        if (OperatorGate.Refusal(request.By) is { } refusal)
        {
            return refusal;
        }

        invitations.Withdraw(request.Node);
        if (book.Unreadable is { } unreadable)
        {
            return ApiProblem.Refused(unreadable);
        }

        if (book.Of(request.Node) is null)
        {
            return ApiProblem.Refused($"\"{AuditNote.Name(request.Node)}\" was never enrolled, so there is nothing to revoke.");
        }

        try
        {
            book.Change(request.Node, enrolment => enrolment is null ? null : enrolment with { RevokedAt = enrolment.RevokedAt ?? clock.GetUtcNow() });
        }
        catch (IOException failure)
        {
            return ApiProblem.Failed($"The revocation could not be written down, so nothing changed: {failure.Message}");
        }

        sessions.End(request.Node, "it was revoked", HelloCheck.Refusal("Revoked", $"{request.Node} was revoked by {request.By}."));
        events.Add(4, "NodeRevoked", request.Node, $"{request.By} revoked {request.Node}: its certificates count no more.");
        return null;
    }

    private ApiProblem? NotInTheLab(string node) => lab.Current.Node(node) is null ? UnknownName.Node(node, lab.Current) : null;
}
