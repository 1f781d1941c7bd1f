namespace Homelab.Domain.Shutdown;

/// <summary>
/// What one journal entry proves of how long a stop took (P21). Nobody sees a machine go dark unless a meter tells: without one, a node's
/// last sign of life is the least that its stop took. That may raise a duration, and never lowers one.
/// </summary>
internal static class StopMeasure
{
    /// <param name="step">The step as it was before the entry.</param>
    /// <param name="node">The node as it is seen now.</param>
    /// <param name="bound">How long the stop was reckoned to take.</param>
    /// <returns>Null where the entry proves nothing.</returns>
    public static StopSample? Of(JournalEntry entry, StepState step, ObservedNode node, TimeSpan bound) =>
        ServiceStep.IsId(entry.Step) ? OfUnits(entry, step, node, bound) : OfNode(entry, step, node, bound);

    private static StopSample? OfUnits(JournalEntry entry, StepState step, ObservedNode node, TimeSpan bound) => entry.Transition switch
    {
        SequenceTransition.StepSeenOff => node.UnitAnswers.GetValueOrDefault(step.OrderId)?.Took is { } took ? new StopSample(took, StopEvidence.Seen) : null,

        // It hung.
        SequenceTransition.StepRefused => node.UnitAnswers.GetValueOrDefault(step.OrderId) is { Kind: OrderAnswerKind.Failed, Took: { } took }
            ? new StopSample(took > bound ? took : bound, StopEvidence.AtLeast)
            : null,
        SequenceTransition.StepPresumed when node.IsConnected && step.Phase == StepPhase.Acknowledged => new StopSample(bound, StopEvidence.AtLeast),
        _ => null,
    };

    private static StopSample? OfNode(JournalEntry entry, StepState step, ObservedNode node, TimeSpan bound)
    {
        if (step.AcknowledgedAt is not { } taken)
        {
            return null;
        }

        return entry.Transition switch
        {
            SequenceTransition.StepSeenOff when node.Signs.LoadGoneAt is { } gone => Sample(gone - taken, StopEvidence.Seen),

            // Silence since before anybody listened may be as young as the machine's end or as old as the listener's absence.
            SequenceTransition.StepSeenOff or SequenceTransition.StepPresumed when node.BootId.Length > 0 && node.Signs.NetworkGoneSince is { } silent => Sample(silent - taken, StopEvidence.AtLeast),

            // The same boot answers again after its time was over: it hung, or only its way did, so no more than the bound is taken.
            SequenceTransition.StepReopened when step.IsOver && node.BootId == step.BootId => Sample(bound, StopEvidence.AtLeast),
            _ => null,
        };
    }

    private static StopSample? Sample(TimeSpan took, StopEvidence evidence) => took > TimeSpan.Zero ? new StopSample(took, evidence) : null;
}
