using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Trust;

/// <summary>Replaces the lab's authority at an operator's word, with a time in which both count.</summary>
public sealed class RotationDesk(
    Authorities? authorities, EnrolmentBook book, TrustBoard board, UplinkSessions sessions, ILabInForce lab, OutageLog log, IEventFeed events, TimeProvider clock)
{
    private static readonly ApiProblem s_none = ApiProblem.Refused(
        "The coordinator has no authority of its own, since no agent has to prove who it is. Write `agents: 0.0.0.0:8442` into coordinator.yaml, and start it again.");

    public Answer<AuthorityStatus> Look() => authorities is null ? s_none : Status(authorities);

    public Answer<AuthorityStatus> Rotate(RotateAuthorityRequest request)
    {
        if (OperatorGate.Refusal(request.By) is { } refusal)
        {
            return refusal;
        }

        if (authorities is null)
        {
            return s_none;
        }

        try
        {
            return (request.Finish ? Finish(authorities, request) : Begin(authorities, request)) is { } problem ? problem : Status(authorities);
        }
        catch (IOException failure)
        {
            return ApiProblem.Failed($"It could not be written down, so every authority that counted still does: {failure.Message}");
        }
    }

    private ApiProblem? Begin(Authorities present, RotateAuthorityRequest request)
    {
        if (request.Abandon.Count > 0)
        {
            return ApiProblem.BadRequest("Nobody is abandoned at the beginning: --abandon goes with --finish.");
        }

        if (!present.Begin())
        {
            return ApiProblem.Refused("The authority is being rotated already: `homelab ca` says how far it is, and homelab ca rotate --finish ends it.");
        }

        events.Add(5, "AuthorityRotated", "", $"{request.By} made a new authority beside the present one. Agents that are connected renew under it within the hour; lines of homelab enroll from before are not taken any more.");
        return null;
    }

    private ApiProblem? Finish(Authorities present, RotateAuthorityRequest request)
    {
        if (!present.IsRotating)
        {
            return ApiProblem.Refused("There is one authority, and no rotation to finish: homelab ca rotate begins one.");
        }

        if (log.State.IsRunning)
        {
            return ApiProblem.Refused($"Outage {log.State.OutageId} is not over; ending the rotation now would part agents from their streams.");
        }

        if (book.Unreadable is { } unreadable)
        {
            // It would seem to wait for nobody, and part every node from the lab that has not renewed.
            return ApiProblem.Refused(unreadable);
        }

        if (request.Abandon.FirstOrDefault(name => book.Of(name) is null) is { } stranger)
        {
            return ApiProblem.NotFound($"\"{stranger}\" was never enrolled, so it cannot be abandoned.");
        }

        var leftBehind = AuthorityRotation.Progress(book.All, present.Newest.Name, book.Known).WaitsFor;
        if (AuthorityRotation.Refusal(leftBehind, request.Abandon) is { } waiting)
        {
            return ApiProblem.Refused(waiting);
        }

        // First, so that after a crash in between nobody is heard who was given up, and all others are.
        foreach (var node in leftBehind)
        {
            book.Change(node, enrolment => enrolment is null ? null : enrolment with { RevokedAt = enrolment.RevokedAt ?? clock.GetUtcNow() });
        }

        present.Finish();
        foreach (var session in sessions.All().Where(session => session.Authority.Length > 0 && !present.Trusts(session.Authority)))
        {
            session.End("its authority counts no more", HelloCheck.Refusal("CertificateOver", $"The authority of the certificate that {session.Node} began this stream with counts no more."));
        }

        var given = leftBehind.IsEmpty ? "" : $" Given up, and to be enrolled again: {string.Join(", ", leftBehind)}.";
        events.Add(5, "AuthorityRotationFinished", "", $"{request.By} ended the rotation: the former authority counts no more.{given}");
        return null;
    }

    private AuthorityStatus Status(Authorities present)
    {
        var status = new AuthorityStatus { Newest = present.Newest.Name, Former = present.IsRotating ? present.Established.Name : "", Rotation = StatusFrames.Of(board.Rotation) };
        foreach (var node in lab.Current.Nodes.Select(node => node.Name).Union(book.All.Select(enrolment => enrolment.Node)))
        {
            var standing = AuthorityRotation.Standing(book.Of(node), status.Newest, book.Known);
            status.Nodes.Add(new NodeAuthority { Node = node, Standing = Word(standing), Sentence = AuthorityRotation.Words(standing, present.IsRotating) });
        }

        return status;
    }

    private static string Word(AuthorityStanding standing) => standing switch
    {
        AuthorityStanding.Newest => "newest",
        AuthorityStanding.Former => "former",
        AuthorityStanding.Unknown => "unknown",
        _ => "none",
    };
}
