using System.Collections.Immutable;

namespace Homelab.Domain.Health;

/// <summary>One instance of a service on one node.</summary>
/// <param name="State">Ok: it runs. Degraded: it ran when last heard. Anything else: it does not count as running.</param>
/// <param name="Reasons">Nearest first, as "nas is silent for 40s".</param>
public sealed record InstanceAssessment(string Node, HealthState State, ImmutableArray<string> Reasons)
{
    public bool IsUp => HealthRank.Serves(State);
}
