using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Learns from the engine's entries how long stops take (P21), and which durations plans reckon with meanwhile.</summary>
internal sealed class StopLearner(StopRecord known, LabConfig lab)
{
    public StopRecord Record { get; private set; } = known;

    public ImmutableDictionary<string, LearnedStop> InForce { get; private set; } = known.Learned(lab);

    public void See(JournalEntry entry, OutageState before, StopPlan? plan, Dictionary<string, ObservedNode> nodes)
    {
        if (before.Advisory || !before.Steps.TryGetValue(entry.Step, out var step) || !nodes.TryGetValue(entry.Node, out var node))
        {
            return;
        }

        var isService = ServiceStep.IsId(entry.Step);
        var bound = isService ? plan?.ServiceOf(entry.Step)?.Duration : plan?.StepOf(entry.Node)?.Duration;
        if (StopMeasure.Of(entry, step, node, bound ?? TimeSpan.Zero) is { } sample)
        {
            Record = Record.With(isService ? entry.Step : entry.Node, sample);
        }
    }

    /// <summary>Not within an outage: a plan that changes its mind over durations would move every lease.</summary>
    /// <returns>True where a duration is another now.</returns>
    public bool TakeUp(LabConfig lab)
    {
        var before = InForce;
        InForce = Record.Learned(lab);
        return InForce.Count != before.Count || InForce.Any(stop => before.GetValueOrDefault(stop.Key) != stop.Value);
    }
}
