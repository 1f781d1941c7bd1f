using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

/// <summary>The whole of <c>lab.yaml</c>.</summary>
internal static class LabFileFields
{
    private static readonly WordType<LabMode> s_mode = new(
        "mode", "`observe`: everything is computed, shown and logged, and nothing is stopped. `armed`: nodes are stopped.",
        [("observe", LabMode.Observe), ("armed", LabMode.Armed)]);

    public static LabConfig Blank { get; } = new() { Name = "" };

    public static Shape<LabConfig> Shape { get; } = new(
        "lab file", "What the lab should be.",
        [
            new Field<LabConfig, int>("schema", Values.SchemaVersion, (lab, _) => lab,
                "The version of the dialect.") { IsRequired = true, Example = "1" },
            new Field<LabConfig, string>("lab", Values.Name, (lab, value) => lab with { Name = value },
                "The lab's name.") { IsRequired = true, Example = "attic" },
            new Field<LabConfig, string>("time_zone", TimeValues.TimeZone, (lab, value) => lab with { TimeZone = value },
                "Times are stored in UTC and shown in this zone.") { Default = "UTC", Example = "Europe/Berlin" },
            new Field<LabConfig, LabMode>("mode", s_mode, (lab, value) => lab with { Mode = value },
                "Whether anything is ever stopped.") { Default = "observe", Example = "armed" },
            Section("feeds", ObjectKind.Feed, FeedFields.Shape, name => new FeedConfig { Name = name }, (lab, value) => lab with { Feeds = value },
                "What powers the lab.", "{rack-ups: {nut: ups@nas.lan}}"),
            Section("switches", ObjectKind.Switch, NodeFields.SwitchShape, name => new SwitchConfig { Name = name }, (lab, value) => lab with { Switches = value },
                "The network between the nodes.", "{core: {feeds: [rack-ups]}}"),
            Section("nodes", ObjectKind.Node, NodeFields.Shape, name => new NodeConfig { Name = name }, (lab, value) => lab with { Nodes = value },
                "The machines that run an agent.", "{pi1: {feeds: [rack-ups], switch: core}}"),
            Section("appliances", ObjectKind.Appliance, NodeFields.ApplianceShape, name => new ApplianceConfig { Name = name }, (lab, value) => lab with { Appliances = value },
                "Devices that cannot run an agent.", "{recorder: {feeds: [rack-ups]}}"),
            Section("services", ObjectKind.Service, ServiceFields.Shape, name => new ServiceConfig { Name = name, Need = ServiceFields.NeedNotWritten },
                (lab, value) => lab with { Services = value },
                "What runs on the nodes, and what it needs.", "{dns: {on: [pi1]}}"),
            new Field<LabConfig, PolicyConfig>("policy", new ObjectType<PolicyConfig>(PolicyFields.Shape, new PolicyConfig()), (lab, value) => lab with { Policy = value },
                "How the lab behaves on battery and after it.") { Default = "{}", Example = "{grace: 30s}" },
            new Field<LabConfig, EnergyPrice>("energy", new ObjectType<EnergyPrice>(EnergyFields.Shape, new EnergyPrice(0, "")), (lab, value) => lab with { Energy = value },
                "What energy costs.") { DefaultSays = "energy is counted and not priced", Example = "{price_per_kwh: 0.32, currency: EUR}" },
            new Field<LabConfig, CollectConfig>("collect", new ObjectType<CollectConfig>(CollectFields.Shape, new CollectConfig()), (lab, value) => lab with { Collect = value },
                "What agents collect and how often.") { Default = "{}", Example = "{interval: 10s}" },
        ]);

    private static Field<LabConfig, ImmutableArray<T>> Section<T>(
        string key, ObjectKind kind, Shape<T> shape, Func<string, T> blank, Func<LabConfig, ImmutableArray<T>, LabConfig> set, string doc, string example) =>
        new(key, new NamedObjectsType<T>(kind, shape, blank), set, doc) { Default = "{}", Example = example };
}
