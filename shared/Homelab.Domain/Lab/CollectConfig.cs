using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>What agents collect and how often; systemd units come from the services.</summary>
public sealed record CollectConfig
{
    /// <summary>Between two readings of a collector that has no interval of its own.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    public ImmutableArray<CollectorOverrideConfig> Collectors { get; init; } = [];

    /// <summary>Of one collector.</summary>
    public TimeSpan IntervalOf(string collector) => Collectors.FirstOrDefault(own => own.Name == collector)?.Interval ?? Interval;
}

/// <summary>One collector that departs from the rule; names are the agent's, such as <c>hwmon</c>.</summary>
public sealed record CollectorOverrideConfig
{
    public required string Name { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Null for the lab's interval.</summary>
    public TimeSpan? Interval { get; init; }
}
