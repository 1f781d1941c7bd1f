namespace Homelab.Domain.Shutdown;

/// <summary>
/// Services before their nodes. A service step is over when its agent reports that the units are inactive, when it was refused, or when its
/// time has passed; it never holds its node beyond the node's latest start.
/// </summary>
internal static class ServiceAdvance
{
    public static void Into(SequenceRound round)
    {
        foreach (var (id, step) in round.State.Steps.Where(step => ServiceStep.IsId(step.Key)).ToList())
        {
            Follow(round, id, step);
        }

        foreach (var step in round.Seen.Plan?.Services ?? [])
        {
            if (round.State.PhaseOf(step.Id) == StepPhase.Pending && IsDue(round, step))
            {
                Order(round, step);
            }
        }
    }

    /// <summary>Everything on this node that is to stop before it.</summary>
    public static bool AreOver(SequenceRound round, string node) =>
        round.ServicesOn[node].All(step => IsOver(round, step.Id, step.Node));

    private static bool IsOver(SequenceRound round, string id, string node)
    {
        if (round.State.Steps.TryGetValue(id, out var step) && (step.IsOver || step.Phase is StepPhase.Refused))
        {
            return true;
        }

        if (step is { Phase: StepPhase.Advised, OrderedAt: { } advised })
        {
            return round.Seen.Now >= advised + Bound(round, id);
        }

        // Who cannot be told, or goes already, stops what runs on it by itself.
        return round.State.PhaseOf(StepList.IdOf(node)) != StepPhase.Pending || !round.Seen.Nodes.TryGetValue(node, out var seen) || !seen.IsConnected;
    }

    private static void Follow(SequenceRound round, string id, StepState step)
    {
        var node = round.Seen.Nodes.GetValueOrDefault(step.Node) ?? new ObservedNode();
        if (step.Phase == StepPhase.Pending)
        {
            return;
        }

        var name = ServiceStep.NameOf(id, step.Node);
        if (node.IsConnected && node.BootId != step.BootId)
        {
            Add(SequenceTransition.StepReopened, $"{step.Node} started again, and {name} with it");
            return;
        }

        if (step.Phase is not (StepPhase.Ordered or StepPhase.Acknowledged))
        {
            return;
        }

        switch (node.UnitAnswers.GetValueOrDefault(step.OrderId))
        {
            case { Kind: OrderAnswerKind.UnitsStopped }:
                Add(SequenceTransition.StepSeenOff, "systemd says that its units are inactive");
                break;
            case { Kind: OrderAnswerKind.Refused or OrderAnswerKind.Failed, IsPassing: false } failed:
                Add(SequenceTransition.StepRefused, $"{name}: {failed.Detail}");
                break;
            case { Kind: OrderAnswerKind.Accepted }:
                Add(SequenceTransition.StepAcknowledged, $"{step.Node} stops {ServiceStep.ServiceOf(id, step.Node)}");
                break;
        }

        if (round.State.PhaseOf(id) is StepPhase.Ordered or StepPhase.Acknowledged && round.Seen.Now >= step.OrderedAt + Bound(round, id))
        {
            Add(SequenceTransition.StepPresumed, "its time is over, and nobody said that its units are inactive");
        }

        void Add(SequenceTransition transition, string detail) =>
            round.Add(transition, detail, entry => entry with { Step = id, Node = step.Node, NodeBootId = node.BootId });
    }

    private static TimeSpan Bound(SequenceRound round, string id) =>
        (round.Services.GetValueOrDefault(id)?.Duration ?? TimeSpan.Zero) + (2 * round.Seen.Lab.Policy.Beat);

    private static bool IsDue(SequenceRound round, ServiceStep step)
    {
        if (round.State.Phase == OutagePhase.Settling
            || round.State.PhaseOf(StepList.IdOf(step.Node)) != StepPhase.Pending
            || !round.Seen.Nodes.TryGetValue(step.Node, out var node) || !node.IsConnected)
        {
            return false;
        }

        // In time by itself, unless an operator holds the outage, or because nothing but its services holds its node.
        return step.After.All(id => IsOver(round, id, round.Services[id].Node))
            && ((!round.State.IsHeld && round.Seen.Now >= step.Start) || (round.Planned.GetValueOrDefault(StepList.IdOf(step.Node)) is { } own && StepAdvance.IsDue(round, round.Seen.Plan!, own, node)));
    }

    private static void Order(SequenceRound round, ServiceStep step)
    {
        var node = round.Seen.Nodes[step.Node];
        round.Add(
            round.State.Advisory ? SequenceTransition.StepAdvised : SequenceTransition.StepOrdered,
            round.State.Advisory ? $"observe mode: would stop now, {step.Reason}" : step.Reason,
            entry => entry with { Step = step.Id, Node = step.Node, NodeBootId = node.BootId, OrderId = $"{round.State.OutageId}/{step.Id}/{node.BootId}" });
    }
}
