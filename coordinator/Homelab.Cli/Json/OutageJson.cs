using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record OutageJson(
    string Id,
    string Phase,
    bool Advisory,
    long BeganWallMs,
    IReadOnlyList<string> Feeds,
    IReadOnlyList<OutageStepJson> Steps,
    PlanJson? Plan,
    IReadOnlyList<OutageNoteJson> Notes,
    IReadOnlyList<string> CommittedFeeds,
    IReadOnlyList<OutageReturnJson> Returns)
{
    public static OutageJson Of(Outage outage) => new(
        outage.Id,
        outage.Phase,
        outage.Advisory,
        outage.BeganWallMs,
        [.. outage.Feeds],
        [.. outage.Steps.Select(step => new OutageStepJson(step.Id, step.Target, step.State, step.OrderedWallMs, step.OffWallMs, step.Evidence))],
        outage.Plan is { } plan ? PlanJson.Of(plan) : null,
        [.. outage.Notes.Select(note => new OutageNoteJson(note.WallMs, note.Message))],
        [.. outage.CommittedFeeds],
        [.. outage.Returns.Select(one => new OutageReturnJson(one.Node, one.State, one.Tries, one.WaitsFor))]);
}

public sealed record OutageStepJson(string Id, string Target, string State, long OrderedWallMs, long OffWallMs, string Evidence);

public sealed record OutageNoteJson(long WallMs, string Message);

public sealed record OutageReturnJson(string Node, string State, int Tries, string WaitsFor);
