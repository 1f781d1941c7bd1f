using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>What an operator says, in an outage, before it or after it (P30).</summary>
internal static class DrawnWords
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0x0A11A;

    public static OutageScript AddTo(OutageScript script, Draw draw, LabConfig lab)
    {
        if (!draw.Chance(0.3))
        {
            return script;
        }

        var added = new List<OutageEvent>();
        var at = draw.Seconds(1, 60 + (1.3 * script.LongestBattery.TotalSeconds));
        if (draw.Chance(0.45))
        {
            // Mostly before anything is committed: later a hold is refused.
            var held = draw.Chance(0.6) ? FirstLoss(script) + draw.Seconds(2, 25) : at + draw.Seconds(-1, 20);
            added.Add(new OutageEvent(held, OutageAct.Held));
            if (draw.Chance(0.8))
            {
                added.Add(new OutageEvent(held + draw.Seconds(5, 90), OutageAct.Released));
            }
        }

        if (draw.Chance(0.85))
        {
            Shutdown(at, draw, lab, added);
        }

        return script with { Events = [.. script.Events, .. added] };
    }

    private static TimeSpan FirstLoss(OutageScript script) => script.Events.Where(one => one.Act == OutageAct.LosesMains).Select(one => one.At ?? TimeSpan.Zero).DefaultIfEmpty().Min();

    private static void Shutdown(TimeSpan at, Draw draw, LabConfig lab, List<OutageEvent> added)
    {
        var nodes = lab.Nodes.Select(node => node.Name).ToArray();
        var isWhole = draw.Chance(0.3);
        string[] asked = isWhole ? nodes : draw.Some(nodes, draw.Int(1, Math.Min(3, nodes.Length)));
        added.AddRange(isWhole ? [new OutageEvent(at, OutageAct.LabAskedDown)] : asked.Select(node => new OutageEvent(at, OutageAct.AskedDown, node)));
        if (draw.Chance(0.3))
        {
            added.Add(new OutageEvent(at + draw.Seconds(0, 15), OutageAct.Cancelled));
        }

        if (draw.Chance(0.6))
        {
            var start = at + draw.Seconds(20, 400);
            added.AddRange(asked.Select(node => new OutageEvent(start, OutageAct.AskedUp, node)));
        }
    }
}
