using System.Net;
using Homelab.Contracts.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Domain.Trust;
using Homelab.Files.Programs;
using Homelab.Host.Trust;

namespace Homelab.Coordinator.Trust;

/// <summary>Holds what a connection proves against what its hello says.</summary>
public sealed class StreamGate(CoordinatorFileConfig file, Authorities? authorities, EnrolmentBook book, RefusedStreams refused, UplinkSessions sessions, OlderState older, TimeProvider clock)
{
    // A timer takes 49 days at most; certificates of nodes live shorter.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    /// <summary>Agents without a certificate are heard: whoever could be one is on this machine, or the operator has said that it does not matter.</summary>
    public static bool PlainIsTaken(CoordinatorFileConfig file) => file.Insecure || file.Agents is not { } agents || IPAddress.IsLoopback(agents.Address);

    /// <summary>Null where no certificate of an authority that counts came with the connection.</summary>
    public ProvenNode? ProofOf(HttpContext context) =>
        authorities is not null && context.Connection.ClientCertificate is { } certificate ? PinnedAuthority.NodeOf(certificate, authorities.Trusted) : null;

    /// <summary>Null where the stream may go on.</summary>
    public Refusal? Refuse(Hello hello, HttpContext context)
    {
        var proof = ProofOf(context);
        var claim = new StreamClaim(hello.Node, MachineMarksMessage.Read(hello.Marks), proof, PlainIsTaken(file) && !ListenerMark.Of(context).IsAgents);
        if (StreamAdmission.Judge(claim, book.Of(proof?.Node ?? hello.Node), book.Known) is not { } refusal)
        {
            if (proof is not null)
            {
                Learn(proof);
            }

            return null;
        }

        refused.Note(refusal, context.Connection.RemoteIpAddress);
        return HelloCheck.Refusal(refusal.Code, refusal.Sentence);
    }

    /// <summary>After it was judged: where the book is the older one, it learns the certificate, and nobody goes on by an earlier one.</summary>
    internal void Learn(ProvenNode proof)
    {
        if (book.Of(proof.Node) is not { } enrolment || !enrolment.IsOlderThan(proof))
        {
            return;
        }

        older.Note($"{proof.Node} has a certificate of {proof.Life.From:yyyy-MM-dd} that is not in its book");
        try
        {
            book.Change(proof.Node, known => known?.Learned(proof), proof.Life.From);
        }
        catch (IOException)
        {
            // It is judged in the same way when it comes again.
            return;
        }

        sessions.End(proof.Node, "a later certificate of it came", HelloCheck.Refusal("Superseded", $"{proof.Node} has a later certificate, and the one of this stream is not taken any more."));
    }

    /// <summary>Who shows a certificate has it, and by which authority it is, is then known.</summary>
    public void NoteUse(ProvenNode proof)
    {
        try
        {
            book.Change(proof.Node, enrolment => enrolment?.Used(proof.Certificate).KnownToBeOf(proof.Certificate, proof.Authority));
        }
        catch (IOException)
        {
            // Both certificates go on counting until the disk takes it; the next stream tries again.
        }
    }

    /// <summary>The stream goes on under its certificate, and ends with it; the agent comes again with the next one.</summary>
    internal ITimer? Admitted(UplinkSession session, HttpContext context)
    {
        if (ProofOf(context) is not { } proof)
        {
            return null;
        }

        session.Authority = proof.Authority;
        if (!authorities!.Trusts(proof.Authority))
        {
            // The rotation ended since the stream was judged, and may not have seen this one.
            session.End("its authority counts no more", HelloCheck.Refusal("CertificateOver", $"The authority of the certificate of {proof.Node} counts no more."));
        }

        NoteUse(proof);

        var left = proof.Life.Until - book.Known;
        return clock.CreateTimer(
            _ => session.End("its certificate ended", HelloCheck.Refusal("CertificateOver", $"The certificate of {proof.Node} that this stream began with has ended.")),
            null, left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestWait ? left : LongestWait, Timeout.InfiniteTimeSpan);
    }
}
