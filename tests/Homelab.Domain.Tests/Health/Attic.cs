using System.Collections.Immutable;
using Homelab.Domain.Health;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Health;

/// <summary>A lab that is well: tests break it piece by piece.</summary>
internal static class Attic
{
    public static readonly Moment Now = Moment.FromSeconds(10_000);

    public static readonly LabConfig Lab = new()
    {
        Name = "attic",
        Feeds =
        [
            new() { Name = "rack-ups", Nut = new("ups", "nas.lan") },
            new() { Name = "desk-ups", Nut = new("desk", "pi1.lan") },
            new() { Name = "wall", IsMains = true },
        ],
        Switches =
        [
            new() { Name = "core", Feeds = ["rack-ups"] },
            new() { Name = "desk", Feeds = ["wall"], Behind = "core" },
        ],
        Nodes =
        [
            new() { Name = "hub", Feeds = ["rack-ups"], Switch = "core", IsCoordinator = true },
            new() { Name = "pi1", Feeds = ["rack-ups"], Switch = "core" },
            new() { Name = "pi2", Feeds = ["desk-ups"], Switch = "desk" },
            new() { Name = "pi3", Feeds = ["desk-ups"], Switch = "desk" },
            new() { Name = "nas", Feeds = ["rack-ups", "wall"], Switch = "core", Probe = new(445) },
        ],
        Services =
        [
            new() { Name = "dns", On = ["pi1", "pi2"], Need = 1, Tier = Tier.Core },
            new() { Name = "tank", On = ["nas"], Tier = Tier.Core },
            new() { Name = "ingress", On = ["pi1"], Needs = ["dns"], Units = ["caddy.service"] },
            new() { Name = "cloud", On = ["nas"], Needs = ["dns", "tank"], Prefers = ["ingress"] },
            new() { Name = "lab-k3s", On = ["pi3"], Needs = ["tank"], Tier = Tier.Edge },
        ],
    };

    public static readonly LabSight Well = new()
    {
        Lab = Lab,
        Now = Now,
        Feeds = [Feed("rack-ups", FeedCondition.OnLine), Feed("desk-ups", FeedCondition.OnLine), Feed("wall", FeedCondition.Unknown) with { IsMains = true }],
        Nodes = Lab.Nodes.ToImmutableDictionary(node => node.Name, node => new NodeState
        {
            Node = node.Name,
            LastHeard = Now - TimeSpan.FromSeconds(1),
            Units = node.Name == "pi1" ? [Unit("active", "running")] : [],
        }),
    };

    public static UnitCondition Unit(string active, string sub, string load = "loaded") => new("caddy.service", load, active, sub);

    public static FeedAssessment Feed(string name, FeedCondition condition) => new() { Feed = name, Condition = condition };

    public static LabSight With(this LabSight sight, string node, Func<NodeState, NodeState> change) =>
        sight with { Nodes = sight.Nodes.SetItem(node, change(sight.Node(node))) };

    public static LabSight Silent(this LabSight sight, string node, double seconds) =>
        sight.With(node, state => state with { LastHeard = sight.Now - TimeSpan.FromSeconds(seconds) });

    public static LabSight NeverHeard(this LabSight sight, string node) => sight with { Nodes = sight.Nodes.Remove(node) };

    public static LabSight Feed(this LabSight sight, string name, FeedCondition condition) => sight with
    {
        Feeds = [.. sight.Feeds.Select(feed => feed.Feed == name ? feed with { Condition = condition, OnBatterySince = sight.Now - TimeSpan.FromSeconds(90) } : feed)],
    };

    public static HealthAssessment HealthOf(this LabSight sight, string name) => LabHealth.Assess(sight).Nodes[name];

    public static ServiceAssessment Service(this LabSight sight, string name) => LabHealth.Assess(sight).Services[name];

    public static HealthAssessment Whole(this LabSight sight) => LabHealth.Assess(sight).Lab;
}
