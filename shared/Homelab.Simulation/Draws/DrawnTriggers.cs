using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>What makes the feeds of a drawn lab urgent, and what brings that about: loads, warm batteries, a warm room.</summary>
internal static class DrawnTriggers
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0x7219;

    private const double Cool = 32;

    public static (LabConfig Lab, OutageScript Script) AddTo(LabConfig lab, OutageScript script, Draw draw)
    {
        var added = new List<OutageEvent>();
        var hasTriggers = draw.Chance(0.3);
        var feeds = lab.Feeds.Select(feed => hasTriggers && !feed.IsMains && draw.Chance(0.7) ? feed with { Triggers = Triggers(feed.Name, script, draw, added) } : feed).ToArray();
        var policy = draw.Chance(0.16) ? lab.Policy with { Heat = Heat(lab, script, draw, added) } : lab.Policy;
        return (lab with { Feeds = [.. feeds], Policy = policy }, script with { Events = [.. script.Events, .. added] });
    }

    private static TriggerConfig Triggers(string ups, OutageScript script, Draw draw, List<OutageEvent> added)
    {
        var triggers = new TriggerConfig();
        for (var left = draw.Int(1, 2); left > 0; left--)
        {
            switch (draw.Int(0, 6))
            {
                case 0:
                    triggers = triggers with { OnBattery = draw.Seconds(3, 120) };
                    break;
                case 1:
                    triggers = triggers with { ChargeRatio = draw.Int(30, 95) / 100.0 };
                    break;
                case 2:
                    triggers = triggers with { Runtime = draw.Seconds(60, 400) };
                    break;
                case 3:
                    triggers = triggers with { DepletionRatioPerMinute = draw.Int(5, 40) / 100.0 };
                    break;
                case 4:
                    triggers = triggers with { ContactLost = draw.Seconds(5, 60) };
                    break;
                case 5:
                    added.Add(new OutageEvent(null, OutageAct.Carries, ups, Ratio: draw.Int(90, 140) / 100.0));
                    triggers = triggers with { OverloadRatio = 1.1 };
                    break;
                default:
                    triggers = triggers with { TemperatureCelsius = 45 };
                    Warm(OutageAct.IsWarm, [ups], script, draw, added);
                    break;
            }
        }

        return triggers;
    }

    private static HeatPolicy Heat(LabConfig lab, OutageScript script, Draw draw, List<OutageEvent> added)
    {
        var nodes = lab.Nodes.Select(node => node.Name).ToArray();
        added.AddRange(nodes.Select(node => new OutageEvent(null, OutageAct.Heats, node, Ratio: Cool)));
        var most = Math.Min(3, nodes.Length);
        Warm(OutageAct.Heats, draw.Some(nodes, draw.Int(1, most)), script, draw, added);
        return new HeatPolicy(45, draw.Seconds(5, 40), draw.Int(1, Math.Min(2, nodes.Length)));
    }

    /// <summary>Too warm at some time of the outage, or before it, and mostly cool again.</summary>
    private static void Warm(OutageAct act, string[] subjects, OutageScript script, Draw draw, List<OutageEvent> added)
    {
        var at = draw.Seconds(2, 10 + script.LongestBattery.TotalSeconds);
        var coolAt = draw.Chance(0.75) ? at + draw.Seconds(10, 240) : (TimeSpan?)null;
        foreach (var subject in subjects)
        {
            if (act == OutageAct.IsWarm)
            {
                added.Add(new OutageEvent(null, act, subject, Ratio: Cool));
            }

            added.Add(new OutageEvent(at, act, subject, Ratio: draw.Int(40, 65)));
            if (coolAt is { } cool)
            {
                added.Add(new OutageEvent(cool, act, subject, Ratio: Cool));
            }
        }
    }
}
