using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Health;

/// <summary>All that health is concluded from: what the lab should be, and what is known of it now.</summary>
public sealed record LabSight
{
    public required LabConfig Lab { get; init; }

    public ImmutableArray<FeedAssessment> Feeds { get; init; } = [];

    /// <summary>By node name; a node that is missing was never heard.</summary>
    public ImmutableDictionary<string, NodeState> Nodes { get; init; } = ImmutableDictionary<string, NodeState>.Empty;

    /// <summary>Why the coordinator gives no leases and no orders; empty while it does.</summary>
    public string StandsDown { get; init; } = "";

    public required Moment Now { get; init; }

    public HealthBounds Bounds => HealthBounds.Of(Lab.Policy);

    public NodeState Node(string name) => Nodes.GetValueOrDefault(name) ?? new NodeState { Node = name };
}
