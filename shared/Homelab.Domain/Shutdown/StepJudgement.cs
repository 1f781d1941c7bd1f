namespace Homelab.Domain.Shutdown;

/// <summary>Whether a step's node is off by now (P20).</summary>
internal static class StepJudgement
{
    public static void Into(SequenceRound round, string id, string name, ObservedNode node)
    {
        var step = round.State.Steps.GetValueOrDefault(id);
        if (node.IsConnected || step is { Phase: StepPhase.SeenOff or StepPhase.Advised })
        {
            return;
        }

        var stop = round.Planned.GetValueOrDefault(id)?.Duration ?? round.Seen.Lab.Node(name)?.Stop ?? TimeSpan.Zero;
        if (ReturnPace.IsPending(round.State.Return, name, stop, round.Seen.Lab.Policy.Restart, round.Seen.Now))
        {
            return;
        }

        var signs = node.Signs with
        {
            AcknowledgedAt = step?.AcknowledgedAt,
            LeaseUntil = node.MayPowerOff ? Later(node.Signs.LeaseUntil, step?.LeaseUntil) : null,
        };
        var policy = round.Seen.Lab.Policy;
        var judged = Confirmation.Judge(signs, stop, policy.Tail, policy.Beat, round.Seen.Now);
        if (judged.Verdict == OffVerdict.SeenOff)
        {
            Add(SequenceTransition.StepSeenOff, null);
        }

        // A lease that stops nothing says nothing when it ends.
        else if (judged.Verdict == OffVerdict.Presumed && !round.State.Advisory && step?.IsOver != true)
        {
            Add(SequenceTransition.StepPresumed, WasTold(round, step, node));
        }
        else if (step is null && !round.State.Advisory && StoppedBefore(round, name, stop, node) is { } stopped)
        {
            round.Add(SequenceTransition.StepPresumed, "nobody has heard it since an earlier outage stopped it", entry => entry with { Step = id, Node = name, NodeBootId = stopped, WasTold = false });
        }
        else if (step is null && !round.State.Advisory && IsAbsent(round, id, node))
        {
            round.Add(SequenceTransition.StepPresumed, $"nobody has heard it for {PlanWords.Span(round.Seen.Now - node.Signs.NetworkGoneSince!.Value)}, and it was given no lease", entry => entry with { Step = id, Node = name, NodeBootId = node.BootId, WasTold = false });
        }

        void Add(SequenceTransition transition, bool? wasTold) =>
            round.Add(transition, judged.Evidence, entry => entry with { Step = id, Node = name, NodeBootId = node.BootId, WasTold = wasTold, IsDark = node.Signs.LoadGoneAt <= round.Seen.Now ? true : null, Delay = Starts(round, step, node) });
    }

    /// <summary>It may have gone by its lease, and then waits by its own reckoning, not by that of an order which may never have come (P26).</summary>
    private static TimeSpan? Starts(SequenceRound round, StepState? step, ObservedNode node) =>
        step is not { AcknowledgedAt: not null } && node.StartsAgainAt is { } own ? (step?.RebootAt is { } ordered && ordered < own ? ordered : own) - round.Seen.Now : null;

    /// <summary>
    /// By the journal, from before this outage: a coordinator that was started cold has no signs of its own, and nobody waits for a machine that is off.
    /// One that heard it go knows how long it may still be stopping.
    /// </summary>
    private static string? StoppedBefore(SequenceRound round, string name, TimeSpan stop, ObservedNode node) =>
        node is { BootId.Length: > 0, Signs.NetworkGoneSince: { } gone } && round.Seen.Now < gone + stop * (1 + LatestStarts.Drift) ? null :
        (round.State.Return.Nodes.GetValueOrDefault(name) ?? round.State.Return.Asked.GetValueOrDefault(name)) is { StoppedBoot: { Length: > 0 } stopped, BackAt: null }
        && (node.BootId.Length == 0 || node.BootId == stopped) ? stopped : null;

    /// <summary>
    /// Of a shutdown that an operator asked for, which nothing forces: who is off or unplugged, and holds no lease, would keep what it needs waiting for
    /// a day.
    /// </summary>
    public static bool IsAbsent(SequenceRound round, string id, ObservedNode node) =>
        round.Planned.GetValueOrDefault(id) is { IsAsked: true } step && node is { MayHoldUnknown: false, Signs.LeaseUntil: null } && IsGone(round, step.Duration, node);

    /// <summary>Silent for as long as a stop and a boot may take: nobody waits any longer for it where nothing forces a stop.</summary>
    public static bool IsGone(SequenceRound round, TimeSpan stop, ObservedNode node) =>
        !node.IsConnected && node.Signs.NetworkGoneSince is { } gone && round.Seen.Now >= gone + stop + round.Seen.Lab.Policy.Tail + round.Seen.Lab.Policy.Restart.BootAtMost;

    /// <summary>It took its order, or a lease of this outage: what was only sent to it, and never acknowledged, has stopped nobody.</summary>
    public static bool WasTold(SequenceRound round, StepState? step, ObservedNode? node) =>
        step?.AcknowledgedAt is not null || (node is { MayPowerOff: true } && node.LeaseHeldAt >= round.State.Began);

    private static Moment? Later(Moment? left, Moment? right) =>
        left is { } one && right is { } other ? Moment.Max(one, other) : left ?? right;
}
