using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Tiers in the order in which they may be given up: edge first, core last.</summary>
public enum Tier
{
    Edge,
    Home,
    Core,
}

/// <summary>Something that runs on nodes and needs other things.</summary>
public sealed record ServiceConfig
{
    public required string Name { get; init; }

    /// <summary>Nodes that hold an instance.</summary>
    public ImmutableArray<string> On { get; init; } = [];

    /// <summary>How many instances must run; all by default.</summary>
    public int Need { get; init; } = 1;

    /// <summary>Services that it cannot do without (hard).</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Services that it is better with (soft).</summary>
    public ImmutableArray<string> Prefers { get; init; } = [];

    public Tier Tier { get; init; } = Tier.Home;

    /// <summary>systemd units that make up an instance.</summary>
    public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>Declared bound of the stop of an instance's units.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(20);
}
