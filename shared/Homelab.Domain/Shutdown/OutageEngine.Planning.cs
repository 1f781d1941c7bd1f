using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What a plan is asked for.</summary>
public sealed partial class OutageEngine
{
    private StopPlanRequest Request(ImmutableArray<FeedAssessment> feeds, Moment now)
    {
        var begun = State.Steps.Where(step => step.Value.Phase != StepPhase.Pending && !ServiceStep.IsId(step.Key)).Select(step => step.Value).ToList();
        return new()
        {
            Lab = InForce,
            Wired = _lab,
            Feeds = feeds,
            Now = now,
            Generation = _fence.Generation,
            Stopping = [.. begun.Select(step => step.Node)],
            Began = begun.Where(step => step.OrderedAt is not null).ToImmutableDictionary(step => step.Node, step => step.OrderedAt!.Value),
            Unreachable = _nodes.Unheard(_lab.Policy.Beat, now),
            LocalUpsmons = _nodes.LocalUpsmons,
            LearnedStops = _stops.InForce,
            ProvenStarts = _lab.Policy.Shed.IsEmpty ? [] : Drills.Proven(_lab, _wallClock),
        };
    }
}
