using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Draws;

/// <summary>In a part of the labs tiers are shed, and a part of what can be woken was drilled (P23).</summary>
internal static class DrawnShedding
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0x5e_d0_23;

    public static (LabConfig Lab, DrillRecord Drills) AddTo(LabConfig lab, Draw draw)
    {
        if (!draw.Chance(0.3))
        {
            return (lab, DrillRecord.Empty);
        }

        ShedRule Rule(Tier tier) => draw.Chance(0.7)
            ? new ShedRule(tier, TimeSpan.FromSeconds(draw.Int(20, 180)), null)
            : new ShedRule(tier, null, draw.Int(40, 95) / 100.0);

        // What carries the rest is shed by nobody.
        ImmutableArray<ShedRule> rules = draw.Chance(0.5) ? [Rule(Tier.Edge)] : [Rule(Tier.Edge), Rule(Tier.Home)];
        var drills = lab.Nodes
            .Where(node => node.Start.Kind == StartKind.WakeOnLan && draw.Chance(0.8))
            .Aggregate(DrillRecord.Empty, (record, node) => record.With(node.Name, new DrillResult(DateTimeOffset.MaxValue, $"wol {node.Start.Mac}", HasStarted: true, IsBrokenOff: false, "drawn")));
        return (lab with { Policy = lab.Policy with { Shed = rules } }, drills);
    }
}
