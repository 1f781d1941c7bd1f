using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Why nothing came of what an operator asked.</summary>
internal static class AskedRefusal
{
    /// <returns>A whole sentence.</returns>
    public static string Of(OutageInput.OperatorAsked asked, OutageState state, LabConfig lab, Func<string, bool> isHeard)
    {
        var why = asked switch
        {
            { Wish: OperatorWish.Drill, Nodes: [var drill] } => DrillRefusal.Of(state, lab, drill, isHeard),
            { Wish: OperatorWish.Start } => Start(asked, state, lab),
            _ => null,
        };
        return why ?? $"{asked.Operator}: {asked.Wish} means nothing now; either nothing runs that it is about, or it is committed.";
    }

    private static string? Start(OutageInput.OperatorAsked asked, OutageState state, LabConfig lab) =>
        lab.Mode == LabMode.Observe ? "The lab only observes (mode: observe in lab.yaml): nothing is started."
        : asked.Nodes.Intersect(ReturnTargets.StoppedBy(lab, state.AskedFeeds)).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } stopping
            ? $"The shutdown of {PlanWords.List(stopping)}, which was asked for, is not over: ask again when it is. See homelab outage show."
        : null;
}
