using System.Collections.Immutable;
using Homelab.Contracts.V1;

namespace Homelab.Agent.Collectors;

/// <summary>What the coordinator wants collected, made safe: intervals have bounds, lists have limits.</summary>
public sealed record CollectorPlan(string Version, ImmutableDictionary<string, CollectorSettings> Settings)
{
    public static readonly TimeSpan IntervalMin = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan IntervalMax = TimeSpan.FromHours(24);

    /// <summary>The setting for every collector that has none of its own.</summary>
    public const string Every = "*";

    private const int ItemsMax = 256;
    private const int ItemCharactersMax = 256;

    public static readonly CollectorPlan Default = new("", ImmutableDictionary<string, CollectorSettings>.Empty);

    public static CollectorPlan From(CollectorConfig config)
    {
        var settings = ImmutableDictionary.CreateBuilder<string, CollectorSettings>();
        foreach (var setting in config.Collectors)
        {
            // Named twice, the last counts.
            settings[setting.Name] = new CollectorSettings(setting.Enabled, IntervalOf(setting.IntervalMs), OptionsOf(setting));
        }

        return new CollectorPlan(config.Version, settings.ToImmutable());
    }

    public CollectorSettings For(string collector) =>
        Settings.GetValueOrDefault(collector) ?? Settings.GetValueOrDefault(Every) ?? CollectorSettings.Default;

    private static TimeSpan IntervalOf(long milliseconds)
    {
        if (milliseconds <= 0)
        {
            return CollectorSettings.DefaultInterval;
        }

        var interval = TimeSpan.FromMilliseconds(Math.Min(milliseconds, (long)IntervalMax.TotalMilliseconds), 0);
        return interval < IntervalMin ? IntervalMin : interval;
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> OptionsOf(CollectorSetting setting) =>
        setting.Options.Take(ItemsMax).ToImmutableDictionary(
            option => option.Key,
            option => option.Value.Items.Where(item => item.Length is > 0 and <= ItemCharactersMax).Take(ItemsMax).ToImmutableArray());
}
