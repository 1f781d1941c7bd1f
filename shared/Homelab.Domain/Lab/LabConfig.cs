using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

public enum LabMode
{
    /// <summary>Everything is computed, shown and logged; nothing is stopped.</summary>
    Observe,
    Armed,
}

/// <summary>What the lab should be: the content of <c>lab.yaml</c>, valid, with defaults filled in.</summary>
public sealed record LabConfig
{
    public required string Name { get; init; }

    /// <summary>IANA name; times are stored in UTC and shown in it.</summary>
    public string TimeZone { get; init; } = "UTC";

    public LabMode Mode { get; init; } = LabMode.Observe;

    public ImmutableArray<FeedConfig> Feeds { get; init; } = [];

    public ImmutableArray<SwitchConfig> Switches { get; init; } = [];

    public ImmutableArray<NodeConfig> Nodes { get; init; } = [];

    public ImmutableArray<ApplianceConfig> Appliances { get; init; } = [];

    public ImmutableArray<ServiceConfig> Services { get; init; } = [];

    public PolicyConfig Policy { get; init; } = new();

    /// <summary>Null: energy is counted and not priced.</summary>
    public EnergyPrice? Energy { get; init; }

    public CollectConfig Collect { get; init; } = new();

    public FeedConfig? Feed(string name) => Feeds.FirstOrDefault(feed => feed.Name == name);

    public SwitchConfig? Switch(string name) => Switches.FirstOrDefault(item => item.Name == name);

    public NodeConfig? Node(string name) => Nodes.FirstOrDefault(node => node.Name == name);

    public ServiceConfig? Service(string name) => Services.FirstOrDefault(service => service.Name == name);

    /// <summary>The node that tells of the feed, by its upsd or apcupsd; null where that is none of the lab's.</summary>
    public NodeConfig? UpsdHostOf(FeedConfig? feed) => feed?.Source is { } source ? Nodes.FirstOrDefault(node => source.RunsOn(node.Name)) : null;

    /// <summary>The node that the coordinator runs on; null where the lab names none.</summary>
    public NodeConfig? CoordinatorNode => Nodes.FirstOrDefault(node => node.IsCoordinator);
}
