using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class CollectFields
{
    private static readonly FieldType<TimeSpan> s_interval = TimeValues.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    private static readonly Shape<CollectorOverrideConfig> s_collector = new(
        "collector", "One collector that departs from the rule.",
        [
            new Field<CollectorOverrideConfig, bool>("enabled", Values.Boolean, (collector, value) => collector with { Enabled = value },
                "Whether agents run it.") { Default = "true", Example = "false" },
            new Field<CollectorOverrideConfig, TimeSpan>("interval", s_interval, (collector, value) => collector with { Interval = value },
                "Between two of its readings.") { DefaultSays = "the lab's", Example = "60s" },
        ]);

    public static Shape<CollectConfig> Shape { get; } = new(
        "collect", "What agents collect and how often. Units are collected as services name them.",
        [
            new Field<CollectConfig, TimeSpan>("interval", s_interval, (collect, value) => collect with { Interval = value },
                "Between two readings.") { Default = "10s", Example = "10s" },
            new Field<CollectConfig, ImmutableArray<CollectorOverrideConfig>>("collectors",
                new NamedObjectsType<CollectorOverrideConfig>(ObjectKind.Collector, s_collector, name => new CollectorOverrideConfig { Name = name }),
                (collect, value) => collect with { Collectors = value },
                "Collectors that depart from the rule, by name.") { Default = "{}", Example = "{hwmon: {interval: 60s}}" },
        ]);
}
