using System.Collections.Immutable;

namespace Homelab.Domain.Health;

/// <summary>The health of the whole lab and of everything in it, concluded from one look.</summary>
public sealed record LabAssessment(
    HealthAssessment Lab,
    ImmutableSortedDictionary<string, HealthAssessment> Nodes,
    ImmutableSortedDictionary<string, ServiceAssessment> Services);
