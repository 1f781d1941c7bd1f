using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What a plan is asked for.</summary>
public sealed partial class OutageEngine
{
    private StopPlanRequest Request(ImmutableArray<FeedAssessment> feeds, Moment now) => new()
    {
        Lab = InForce,
        Wired = _lab,
        Feeds = feeds,
        Now = now,
        Generation = _fence.Generation,
        Stopping = [.. State.Steps.Where(step => step.Value.Phase != StepPhase.Pending && !ServiceStep.IsId(step.Key)).Select(step => step.Value.Node)],
        Unreachable = _nodes.Unheard(_lab.Policy.Beat, now),
        LocalUpsmons = _nodes.LocalUpsmons,
        LearnedStops = _stops.InForce,
        ProvenStarts = _lab.Policy.Shed.IsEmpty ? [] : Drills.Proven(_lab, _wallClock),
    };
}
