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
    IReadOnlyList<string> CommittedFeeds)
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
        [.. outage.CommittedFeeds]);
}

/// <param name="OrderedWallMs">Zero where it was not.</param>
/// <param name="OffWallMs">Zero where it was not seen off.</param>
public sealed record OutageStepView(string Id, string Target, string State, long OrderedWallMs, long OffWallMs, string Evidence);

public sealed record OutageNoteView(long WallMs, string Message);
