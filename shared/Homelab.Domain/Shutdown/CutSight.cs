using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What a cut is judged by (P25): whom it would hit, how long they still need, and what the UPS itself says.</summary>
internal static class CutSight
{
    /// <summary>At the margin some may have been told just now, or go by a lease that this coordinator has not heard of yet; who refused has no time of its own.</summary>
    public static TimeSpan StillStopping(SequenceRound round, CutStep cut) => cut.After
        .Where(id => round.State.PhaseOf(id) is not (StepPhase.SeenOff or StepPhase.Presumed or StepPhase.Refused))
        .Select(id => round.Planned[id].Duration * (1 + LatestStarts.Drift))
        .DefaultIfEmpty()
        .Max();

    /// <summary>Who is only presumed off took the order a moment before it acted upon it, and was not seen to be dark: the tail stands for both (P20).</summary>
    public static TimeSpan Unseen(SequenceRound round, CutStep cut) =>
        cut.After.Any(id => round.State.PhaseOf(id) == StepPhase.Presumed) ? round.Seen.Lab.Policy.Tail : TimeSpan.Zero;

    public static List<string> Running(SequenceRound round, CutStep cut) =>
        [.. cut.After.Where(id => !IsOff(round, id) || StartsBefore(round, id, cut)).Select(id => round.Planned[id].Node)];

    /// <summary>Who was to stop within the delay, by an order that is still to come.</summary>
    public static List<string> Untold(SequenceRound round, CutStep cut, StopStep last) =>
        [.. cut.Before
            .Where(id => id != last.Id && round.State.PhaseOf(id) == StepPhase.Pending && round.Seen.Lab.Node(round.Planned[id].Node)?.Feeds.Contains(cut.Feed) == true)
            .Select(id => round.Planned[id].Node)];

    /// <summary>It waited for its power to go, and starts again before the UPS would take it (P26): the cut would hit it as it starts.</summary>
    private static bool StartsBefore(SequenceRound round, string id, CutStep cut) =>
        round.State.Steps.GetValueOrDefault(id) is { RebootAt: { } at } && at <= round.Seen.Now + CutDelay.Longer(cut.Delay, round.Seen.Lab.Policy.Tail);

    /// <summary>Seen off; or presumed so, where it was told to go.</summary>
    private static bool IsOff(SequenceRound round, string id) => round.State.Steps.GetValueOrDefault(id) is { } step
        && (step.Phase == StepPhase.SeenOff || (step.Phase == StepPhase.Presumed && StepJudgement.WasTold(round, step, round.Seen.Nodes.GetValueOrDefault(step.Node))));

    public static bool IsOver(SequenceRound round, CutStep cut) => Running(round, cut).Count == 0;

    private static FeedAssessment? Fresh(SequenceRound round, string feed) => round.Seen.Feeds.FirstOrDefault(seen => seen.Feed == feed && !seen.IsStale);

    /// <summary>By its own fresh word, whatever FSD stands beside it.</summary>
    public static bool IsOnBattery(SequenceRound round, string feed) => Fresh(round, feed) is { } seen && UpsStatus.Parse(seen.RawStatus).SaysOnBattery;

    public static bool IsOnLine(SequenceRound round, string feed) =>
        Fresh(round, feed) is { } seen && UpsStatus.Parse(seen.RawStatus) is { SaysOnLine: true, SaysOnBattery: false };

    /// <summary>P25: it waits for all that hangs on it, or for the end of the battery less the margin.</summary>
    public static bool IsAtTheMargin(SequenceRound round, string feed) =>
        Fresh(round, feed) is { Runtime: { } left } seen && UpsStatus.Parse(seen.RawStatus).SaysOnBattery && left <= round.Seen.Lab.Policy.Margin && SaysSoItself(round, seen);

    /// <summary>
    /// Our least estimate is careful for stops, and careless for a cut that hits machines: the fall of the charge may be from before they went,
    /// and their load with them, or a proven runtime ends at low battery. Where the UPS tells a runtime, it has to be near its end by its own word too.
    /// </summary>
    private static bool SaysSoItself(SequenceRound round, FeedAssessment seen) =>
        seen.ReportedRuntime is not { } reported || reported <= round.Seen.Lab.Policy.Margin;
}
