using Homelab.Coordinator.Api.Views;
using Homelab.Domain.Lab;
using Homelab.Domain.Trust;
using Homelab.Files.Programs;

namespace Homelab.Coordinator.Trust;

/// <summary>How it stands with the proof of each node, for whoever looks.</summary>
public sealed class TrustBoard(CoordinatorFileConfig file, Authorities? authorities, EnrolmentBook book, RefusedStreams refused, OlderState older)
{
    public string Of(string node) => TrustWords.Of(node, book.Of(node), !StreamGate.PlainIsTaken(file), book.Known);

    /// <summary>Null where none runs.</summary>
    public RotationView? Rotation =>
        authorities?.RotatingSince is { } since ? RotationView.Of(since, AuthorityRotation.Progress(book.All, authorities.Newest.Name, book.Known)) : null;

    public IEnumerable<string> Warnings(LabConfig lab)
    {
        IEnumerable<string> refusals = [.. new[] { book.Unreadable, older.Warning }.OfType<string>(), .. refused.Warnings()];
        var fallen = lab.Nodes.Select(node => book.Of(node.Name)).OfType<Enrolment>().Where(enrolment => !enrolment.Stands(book.Known));
        return refusals.Concat(fallen.Select(enrolment => $"{enrolment.Node} is not heard: {Of(enrolment.Node)}."));
    }
}
