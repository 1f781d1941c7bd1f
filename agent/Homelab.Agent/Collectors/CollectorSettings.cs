using System.Collections.Immutable;

namespace Homelab.Agent.Collectors;

/// <summary>How one collector runs.</summary>
/// <param name="Options">Collector-specific lists by name.</param>
public sealed record CollectorSettings(bool Enabled, TimeSpan Interval, ImmutableDictionary<string, ImmutableArray<string>> Options)
{
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    public static readonly CollectorSettings Default = new(true, DefaultInterval, ImmutableDictionary<string, ImmutableArray<string>>.Empty);

    public ImmutableArray<string> Option(string name) => Options.GetValueOrDefault(name, []);
}
