using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class NodeFields
{
    private static readonly FieldType<TimeSpan> s_stop = TimeValues.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(2));
    private static readonly ListType<string> s_feeds = new(new ReferenceType(ObjectKind.Feed));
    private static readonly ReferenceType s_switch = new(ObjectKind.Switch);

    private static readonly WordType<StartMethod> s_start = new(
        "start method",
        "`power` (starts when power returns), `{wol: \"MAC\"}` (Wake-on-LAN), `{feed: UPS, outlet: N}` (a switched outlet of its UPS), or `none` (only a hand starts it).",
        [("power", StartMethod.Power), ("none", StartMethod.None)],
        new ObjectType<StartMethod>(new Shape<StartMethod>("wake-on-LAN",
            "A start by Wake-on-LAN.",
            [
                new Field<StartMethod, string>("wol", NetworkValues.Mac, (_, mac) => StartMethod.WakeOnLan(mac),
                    "The MAC address that the packet names.") { IsRequired = true, Example = "\"dc:a6:32:00:00:02\"" },
            ]), StartMethod.None),
        new ObjectType<StartMethod>(new Shape<StartMethod>("outlet start",
            "A start by a switched outlet of its UPS: when the node was seen off, the outlet goes off for ten seconds and on again. The node has to start when power returns (a setting of its firmware).",
            [
                new Field<StartMethod, string>("feed", new ReferenceType(ObjectKind.Feed), (start, feed) => start with { Outlet = start.Outlet! with { Feed = feed } },
                    "The UPS. The node hangs on it alone.") { IsRequired = true, Example = "rack-ups" },
                new Field<StartMethod, int>("outlet", Values.WholeNumber(1, 255), (start, number) => start with { Outlet = start.Outlet! with { Number = number } },
                    "The outlet's number in NUT's names, such as 2 for `outlet.2.load.on`. No other device hangs on it.") { IsRequired = true, Example = "2" },
                new Field<StartMethod, int>("standby_watts", Values.WholeNumber(0, 1_000), (start, watts) => start with { Outlet = start.Outlet! with { StandbyWatts = watts } },
                    "What the outlet shows at most while the node is off, where the UPS meters it (`outlet.N.realpower`): more than that is a node that runs.") { Default = "0", Example = "4" },
            ]), StartMethod.ByOutlet(new OutletPlace("", 0))));

    private static readonly WordType<BlindPolicy> s_blind = new(
        "blind policy",
        "`stay` (it runs until its power ends), or `{stop_after: DURATION}` (it stops by itself after so long without the coordinator, on battery or not known).",
        [("stay", new BlindPolicy(null))],
        new ObjectType<BlindPolicy>(new Shape<BlindPolicy>("blind stop",
            "A stop by itself.",
            [
                new Field<BlindPolicy, TimeSpan>("stop_after", TimeValues.Duration(TimeSpan.FromSeconds(5), TimeSpan.FromDays(1)), (_, after) => new BlindPolicy(after),
                    "From the last word of the coordinator to the stop.") { IsRequired = true, Example = "2m" },
            ]), new BlindPolicy(null)));

    public static Shape<NodeConfig> Shape { get; } = new(
        "node", "A machine that runs an agent.",
        [
            new Field<NodeConfig, ImmutableArray<string>>("feeds", s_feeds, (node, value) => node with { Feeds = value },
                "What powers it; any one of them keeps it alive.") { Default = "[]", Example = "[rack-ups]" },
            new Field<NodeConfig, string>("switch", s_switch, (node, value) => node with { Switch = value },
                "The network switch that it hangs on.") { DefaultSays = "not known", Example = "core" },
            new Field<NodeConfig, bool>("coordinator", Values.Boolean, (node, value) => node with { IsCoordinator = value },
                "The coordinator runs here, so that it is the last to stop. One node has this.") { Default = "false", Example = "true" },
            new Field<NodeConfig, TimeSpan>("stop", s_stop, (node, value) => node with { Stop = value },
                "The longest that a stop takes, from the order to power off; what is learned from stops only lengthens it at first.") { Default = "60s", Example = "90s" },
            new Field<NodeConfig, StartMethod>("start", s_start, (node, value) => node with { Start = value },
                "How it starts again.") { Default = "none", Example = "power" },
            new Field<NodeConfig, BlindPolicy>("blind", s_blind, (node, value) => node with { Blind = value },
                "What it does when its path to the coordinator has died, because a switch in it has no battery. Required for such nodes.") { DefaultSays = "not declared", Example = "{stop_after: 2m}" },
            new Field<NodeConfig, TcpProbe>("probe", NetworkValues.TcpProbe, (node, value) => node with { Probe = value },
                "How to see from outside that it is on.") { DefaultSays = "only its agent tells", Example = "\"tcp:445\"" },
            new Field<NodeConfig, int>("watts", Values.WholeNumber(1, 100_000), (node, value) => node with { Watts = value },
                "What it draws at most: what a UPS has to carry when this node hangs on it alone.") { DefaultSays = "not known", Example = "65" },
            new Field<NodeConfig, ImmutableArray<SensorConfig>>("sensors",
                new NamedObjectsType<SensorConfig>(ObjectKind.Sensor, SensorFields.Shape, name => new SensorConfig { Name = name }),
                (node, value) => node with { Sensors = value },
                "Chips on its I2C buses, by name.") { Default = "{}", Example = "{cellar: {chip: bme280}}" },
            new Field<NodeConfig, ImmutableArray<InputConfig>>("inputs",
                new NamedObjectsType<InputConfig>(ObjectKind.Input, InputFields.Shape, name => new InputConfig { Name = name }),
                (node, value) => node with { Inputs = value },
                "GPIO lines that are read, by name.") { Default = "{}", Example = "{door: {line: 17, pull: up}}" },
            new Field<NodeConfig, ImmutableArray<OutputConfig>>("outputs",
                new NamedObjectsType<OutputConfig>(ObjectKind.Output, OutputFields.Shape, name => new OutputConfig { Name = name }),
                (node, value) => node with { Outputs = value },
                "GPIO lines that are set, by name.") { Default = "{}", Example = "{buzzer: {line: 20, when: on_battery}}" },
            new Field<NodeConfig, ThermalConfig>("thermal", new ObjectType<ThermalConfig>(ThermalFields.Shape, ThermalConfig.None), (node, value) => node with { Thermal = value },
                "What stands around its heat.") { Default = "{}", Example = "{limit: 75, room: closet, door: door}" },
            new Field<NodeConfig, ImmutableArray<DiskConfig>>("disks",
                new NamedObjectsType<DiskConfig>(ObjectKind.Disk, DiskFields.Shape, name => new DiskConfig { Name = name }),
                (node, value) => node with { Disks = value },
                "What its disks and cards do not tell themselves, by the kernel's name.") { Default = "{}", Example = "{mmcblk0: {tbw: 64}}" },
        ]);

    public static Shape<ApplianceConfig> ApplianceShape { get; } = new(
        "appliance", "A device that cannot run an agent.",
        [
            new Field<ApplianceConfig, ImmutableArray<string>>("feeds", s_feeds, (appliance, value) => appliance with { Feeds = value },
                "What powers it; any one of them keeps it alive.") { Default = "[]", Example = "[rack-ups]" },
            new Field<ApplianceConfig, string>("switch", s_switch, (appliance, value) => appliance with { Switch = value },
                "The network switch that it hangs on.") { DefaultSays = "not known", Example = "core" },
            new Field<ApplianceConfig, TimeSpan>("stop", s_stop, (appliance, value) => appliance with { Stop = value },
                "The longest that a stop takes.") { Default = "60s", Example = "120s" },
            new Field<ApplianceConfig, bool>("stops_itself", Values.Boolean, (appliance, value) => appliance with { StopsItself = value },
                "It follows a UPS by a NUT client of its own, and goes down at low battery whatever is planned.") { Default = "false", Example = "true" },
            new Field<ApplianceConfig, int>("watts", Values.WholeNumber(1, 100_000), (appliance, value) => appliance with { Watts = value },
                "What it draws at most.") { DefaultSays = "not known", Example = "15" },
        ]);

    public static Shape<SwitchConfig> SwitchShape { get; } = new(
        "switch", "A network switch or access point that others hang on.",
        [
            new Field<SwitchConfig, ImmutableArray<string>>("feeds", s_feeds, (item, value) => item with { Feeds = value },
                "What powers it; any one of them keeps it alive.") { Default = "[]", Example = "[rack-ups]" },
            new Field<SwitchConfig, string>("behind", s_switch, (item, value) => item with { Behind = value },
                "The switch that it hangs on itself.") { DefaultSays = "none: it is the root", Example = "core" },
        ]);
}
