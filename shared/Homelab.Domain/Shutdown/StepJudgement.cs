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
        else if (step is null && !round.State.Advisory && StoppedBefore(round, name, node) is { } stopped)
        {
            round.Add(SequenceTransition.StepPresumed, "nobody has heard it since an earlier outage stopped it", entry => entry with { Step = id, Node = name, NodeBootId = stopped, WasTold = false });
        }

        void Add(SequenceTransition transition, bool? wasTold) =>
            round.Add(transition, judged.Evidence, entry => entry with { Step = id, Node = name, NodeBootId = node.BootId, WasTold = wasTold, IsDark = node.Signs.LoadGoneAt <= round.Seen.Now ? true : null });
    }

    /// <summary>By the journal, from before this outage: a coordinator that was started cold has no signs of its own, and nobody waits for a machine that is off.</summary>
    private static string? StoppedBefore(SequenceRound round, string name, ObservedNode node) =>
        (round.State.Return.Nodes.GetValueOrDefault(name) ?? round.State.Return.Asked.GetValueOrDefault(name)) is { StoppedBoot: { Length: > 0 } stopped, BackAt: null }
        && (node.BootId.Length == 0 || node.BootId == stopped) ? stopped : null;

    /// <summary>It took its order, or a lease of this outage: what was only sent to it, and never acknowledged, has stopped nobody.</summary>
    public static bool WasTold(SequenceRound round, StepState? step, ObservedNode? node) =>
        step?.AcknowledgedAt is not null || (node is { MayPowerOff: true } && node.LeaseHeldAt >= round.State.Began);

    private static Moment? Later(Moment? left, Moment? right) =>
        left is { } one && right is { } other ? Moment.Max(one, other) : left ?? right;
}
