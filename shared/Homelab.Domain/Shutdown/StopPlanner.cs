using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Plans a shutdown: a pure function of lab, feeds and now.</summary>
public static class StopPlanner
{
    public static StopPlan Plan(LabConfig lab, ImmutableArray<FeedAssessment> feeds, Moment now, ulong generation) =>
        new() { Generation = generation, MadeAt = now };
}
