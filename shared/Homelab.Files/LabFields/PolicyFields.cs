using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class PolicyFields
{
    private static readonly Shape<ShedRule> s_shed = new(
        "shed rule", "Gives a tier up early, after a time on battery or below a charge. Two rules for one tier: whichever comes first.",
        [
            new Field<ShedRule, Tier>("tier", ServiceFields.Tiers, (rule, value) => rule with { Tier = value },
                "The tier. A node is shed when every service on it is of a tier that is. On a node that stays, the units of the tier's services stop.") { IsRequired = true, Example = "edge" },
            new Field<ShedRule, TimeSpan>("after", TimeValues.Duration(TimeSpan.Zero, TimeSpan.FromDays(1)), (rule, value) => rule with { After = value },
                "Time on battery.") { DefaultSays = "no such limit", Example = "2m" },
            new Field<ShedRule, double>("below_charge", Values.Percent, (rule, value) => rule with { BelowChargeRatio = value },
                "Charge of the battery.") { DefaultSays = "no such limit", Example = "50%" },
        ]);

    private static readonly Shape<RestartPolicy> s_restart = new(
        "restart policy", "When the lab is started again after an outage.",
        [
            Duration<RestartPolicy>("stable_for", TimeSpan.Zero, TimeSpan.FromDays(1), (restart, value) => restart with { StableFor = value },
                "How long the mains must have been back.", "5m"),
            new Field<RestartPolicy, double>("charge", Values.Percent, (restart, value) => restart with { ChargeRatio = value },
                "What the battery must hold, so that a second outage can be survived.") { Default = "40%", Example = "40%" },
            Duration<RestartPolicy>("gate_at_most", TimeSpan.Zero, TimeSpan.FromDays(7), (restart, value) => restart with { GateAtMost = value },
                "After this long the start goes on with a warning, whatever the charge.", "2h"),
            Duration<RestartPolicy>("boot_at_most", TimeSpan.FromSeconds(10), TimeSpan.FromHours(2), (restart, value) => restart with { BootAtMost = value },
                "From power, the magic packet or the outlet to the first word of the agent; a server with many disks tests them all. As long, at most, who needs its services waits from there until they run.", "5m"),
            new Field<RestartPolicy, int>("tries", Values.WholeNumber(1, 20), (restart, value) => restart with { Tries = value },
                "How often a node is sent for by Wake-on-LAN or its outlet, before an incident names it. What comes with the power comes once.") { Default = "3", Example = "3" },
        ]);

    private static readonly Shape<HeatPolicy> s_heat = new(
        "heat policy", "Heat as a trigger of every feed. It goes when every node that still tells a temperature has been 5 C below the limit for as long.",
        [
            new Field<HeatPolicy, double>("above", PowerValues.Celsius, (heat, value) => heat with { AboveCelsius = value },
                "A node is hot when the hottest of its thermal zones and hwmon sensors is above this.") { IsRequired = true, Example = "85C" },
            Duration<HeatPolicy>("for", TimeSpan.Zero, TimeSpan.FromHours(1), (heat, value) => heat with { For = value },
                "How long enough nodes must have been hot.", "2m"),
            new Field<HeatPolicy, int>("nodes", Values.WholeNumber(1, 1000), (heat, value) => heat with { Nodes = value },
                "How many hot nodes are enough; with 1 a single broken fan stops the lab.") { Default = "1", Example = "2" },
        ]);

    public static Shape<PolicyConfig> Shape { get; } = new(
        "policy", "How the lab behaves on battery and after it.",
        [
            Duration<PolicyConfig>("grace", TimeSpan.Zero, TimeSpan.FromHours(1), (policy, value) => policy with { Grace = value },
                "Nothing is ordered before the mains were away this long.", "30s"),
            Duration<PolicyConfig>("beat", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), (policy, value) => policy with { Beat = value },
                "How often agents and coordinator hear of each other, and power leases are renewed.", "1s"),
            Duration<PolicyConfig>("margin", TimeSpan.Zero, TimeSpan.FromHours(1), (policy, value) => policy with { Margin = value },
                "What must be left of the battery when the last node on it is off.", "60s"),
            Duration<PolicyConfig>("poll", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), (policy, value) => policy with { Poll = value },
                "How often a UPS is read.", "2s"),
            Duration<PolicyConfig>("max_age", TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10), (policy, value) => policy with { MaxAge = value },
                "A reading of a UPS older than this says nothing of now.", "15s"),
            Duration<PolicyConfig>("debounce", TimeSpan.Zero, TimeSpan.FromMinutes(10), (policy, value) => policy with { Debounce = value },
                "The mains must be back this long before an outage has ended.", "10s"),
            Duration<PolicyConfig>("tail", TimeSpan.Zero, TimeSpan.FromMinutes(10), (policy, value) => policy with { Tail = value },
                "How long a node may still run after its network is gone, until that is learned from its stops.", "30s"),
            new Field<PolicyConfig, ImmutableArray<ShedRule>>("shed", new ListType<ShedRule>(new ObjectType<ShedRule>(s_shed, new ShedRule(Tier.Edge, null, null))),
                (policy, value) => policy with { Shed = value },
                "Tiers that are given up early, so that the rest lasts longer.") { Default = "[]", Example = "[{tier: edge, after: 2m}]" },
            Duration<PolicyConfig>("drill_valid", TimeSpan.FromHours(1), TimeSpan.FromDays(3650), (policy, value) => policy with { DrillValid = value },
                "How long a live drill proves that its node starts again; after that it is believed only, and not shed.", "180d"),
            new Field<PolicyConfig, HeatPolicy>("heat", new ObjectType<HeatPolicy>(s_heat, new HeatPolicy(double.NaN, TimeSpan.FromMinutes(2), 1)), (policy, value) => policy with { Heat = value },
                "When it is so hot that the lab is stopped in order, whatever the mains do.") { DefaultSays = "heat stops nothing", Example = "{above: 85C, for: 2m, nodes: 2}" },
            new Field<PolicyConfig, RestartPolicy>("restart", new ObjectType<RestartPolicy>(s_restart, new RestartPolicy()), (policy, value) => policy with { Restart = value },
                "When the lab is started again.") { Default = "{}", Example = "{stable_for: 5m, charge: 40%, gate_at_most: 2h}" },
        ]);

    private static Field<TOwner, TimeSpan> Duration<TOwner>(string key, TimeSpan least, TimeSpan most, Func<TOwner, TimeSpan, TOwner> set, string doc, string byDefault) =>
        new(key, TimeValues.Duration(least, most), set, doc) { Default = byDefault, Example = byDefault };
}
