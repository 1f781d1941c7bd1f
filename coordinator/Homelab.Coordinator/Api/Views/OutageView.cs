namespace Homelab.Coordinator.Api.Views;

/// <summary>The running outage, or the last one.</summary>
/// <param name="Id">Empty where none runs and none is remembered.</param>
/// <param name="Advisory">The lab was in observe mode: nothing was stopped.</param>
public sealed record OutageView(
    string Id,
    string Phase,
    bool Advisory,
    long BeganWallMs,
    IReadOnlyList<string> Feeds,
    IReadOnlyList<OutageStepView> Steps,
    PlanView? Plan,
    IReadOnlyList<OutageNoteView> Notes,
    IReadOnlyList<string> CommittedFeeds,
    IReadOnlyList<OutageReturnView> Returns)
{
    public static OutageView Of(Contracts.V1.Outage outage) => new(
        outage.Id,
        outage.Phase,
        outage.Advisory,
        outage.BeganWallMs,
        [.. outage.Feeds],
        [.. outage.Steps.Select(step => new OutageStepView(step.Id, step.Target, step.State, step.OrderedWallMs, step.OffWallMs, step.Evidence))],
        outage.Plan is { } plan ? PlanView.Of(plan) : null,
        [.. outage.Notes.Select(note => new OutageNoteView(note.WallMs, note.Message))],
        [.. outage.CommittedFeeds],
        [.. outage.Returns.Select(one => new OutageReturnView(one.Node, one.State, one.Tries, one.WaitsFor))]);
}

/// <param name="OrderedWallMs">Zero where it was not.</param>
/// <param name="OffWallMs">Zero where it was not seen off.</param>
public sealed record OutageStepView(string Id, string Target, string State, long OrderedWallMs, long OffWallMs, string Evidence);

public sealed record OutageNoteView(long WallMs, string Message);

/// <summary>A node that is to be on again after the outage and is not yet.</summary>
/// <param name="State">Away or Starting.</param>
/// <param name="Tries">How often its start was called for.</param>
public sealed record OutageReturnView(string Node, string State, int Tries, string WaitsFor);
