using System.Collections.Immutable;

namespace Homelab.Domain.Health;

/// <param name="Up">Instances that run.</param>
/// <param name="Need">Instances that must run.</param>
public sealed record ServiceAssessment(string Service, HealthAssessment Health, int Up, int Need, ImmutableArray<InstanceAssessment> Instances)
{
    /// <summary>Degraded still serves.</summary>
    public bool Serves => HealthRank.Serves(Health.State);
}
