using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// P26: on a shorter UPS the coordinator's host goes before nodes that live on. What they are then left with is their last lease and their
/// place in the order, which came before it on the same stream: the host waits, to its latest start, until each that is heard has acknowledged it.
/// </summary>
internal static class FinalLeases
{
    /// <summary>An acknowledgement that old is of a lease that has been renewed since, in beats.</summary>
    private const int BeatsOfAge = 3;

    /// <summary>Nodes that live on after the coordinator's host and have not acknowledged the lease that they are left with.</summary>
    public static IEnumerable<string> Missing(SequenceRound round, StopPlan plan, StopStep own) =>
        round.Seen.Lab.Node(own.Node) is not { IsCoordinator: true }
            ? []
            : plan.Steps
                .Where(step => step.LatestStart > own.LatestStart && round.State.PhaseOf(step.Id) == StepPhase.Pending && IsWithout(round, step.Node))
                .Select(step => step.Node)
                .Order(StringComparer.Ordinal);

    private static bool IsWithout(SequenceRound round, string node) =>
        round.Seen.Nodes.TryGetValue(node, out var seen) && seen.IsConnected
            && (seen.LeaseHeldAt is not { } held || round.Seen.Now - held > BeatsOfAge * round.Seen.Lab.Policy.Beat);
}
