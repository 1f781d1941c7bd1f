using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Simulation.Draws;

/// <summary>What the nodes of a drawn lab do that no order reaches (P12): mostly those behind a switch on no UPS.</summary>
internal static class DrawnBlind
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0xB11D;

    public static LabConfig AddTo(LabConfig lab, Draw draw) => lab with
    {
        Nodes = [.. lab.Nodes.Select(node => draw.Chance(IsBehindDark(lab, node.Switch) ? 0.8 : 0.06) ? node with { Blind = Policy(lab, draw) } : node)],
    };

    /// <summary>Longer than the grace: a short outage stops nobody.</summary>
    private static BlindPolicy Policy(LabConfig lab, Draw draw) =>
        draw.Chance(0.35) ? new BlindPolicy(null) : new BlindPolicy(lab.Policy.Grace + lab.Policy.MaxAge + draw.Seconds(10, 240));

    private static bool IsBehindDark(LabConfig lab, string? name)
    {
        for (ImmutableHashSet<string> seen = []; name is not null && !seen.Contains(name) && lab.Switch(name) is { } hop; name = hop.Behind)
        {
            seen = seen.Add(name);
            if (hop.Feeds.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
