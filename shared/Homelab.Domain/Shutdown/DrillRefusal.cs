using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Why a node cannot be drilled now.</summary>
public static class DrillRefusal
{
    /// <returns>A whole sentence; null where it can be drilled.</returns>
    public static string? Of(OutageState state, LabConfig lab, string name, Func<string, bool> isHeard) => lab.Node(name) switch
    {
        null => $"The lab has no node {name}.",
        _ when state.IsRunning || state.Return.IsOpen => $"Outage {(state.IsRunning ? state.OutageId : state.Return.OutageId)} is not over, and a drill has no place in it. See homelab outage show.",
        _ when lab.Mode == LabMode.Observe => "The lab only observes (mode: observe in lab.yaml): nothing is stopped, so there is nothing to drill live. homelab drill rehearses.",
        { IsCoordinator: true } => $"The coordinator runs on {name}: nobody would be left to start it, or to see it start.",
        { Start.Kind: StartKind.None } => $"Only a hand starts {name} (start: none in lab.yaml): a live drill would leave it off.",
        { Start.Kind: StartKind.Power } => $"{name} starts with the power only, and nothing cuts its power yet: a live drill would leave it off.",
        _ when !isHeard(name) => $"The agent of {name} is not connected: no order would reach it.",
        { Start: { Kind: StartKind.Outlet, Outlet: { } outlet } } when lab.Feed(outlet.Feed)?.User is null => $"Nobody may switch {outlet}, which starts {name}: a live drill would leave it off.",
        { Start.Kind: StartKind.WakeOnLan } node when WakePath.To(lab, node, isHeard) is { Near: null, ByCoordinator: false } => $"Nobody behind the switch of {name} is heard who could send its magic packet: a live drill would leave it off.",
        _ => null,
    };
}
