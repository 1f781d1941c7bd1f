using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>
/// A few seeds have, in the place of their outage, one that is shorter than the grace, with batteries that last and one crash or partition meanwhile: the
/// outage that must stop nobody (I3).
/// </summary>
internal static class DrawnShort
{
    /// <summary>Drawn from a stream of its own, so that every other seed stays what it was.</summary>
    public const int Stream = 0x5047;

    private static readonly TimeSpan Begins = TimeSpan.FromSeconds(10);

    public static OutageScript InPlaceOf(OutageScript script, Draw draw, LabConfig lab)
    {
        if (!draw.Chance(0.1))
        {
            return script;
        }

        var events = lab.Feeds.Where(feed => !feed.IsMains).Select(feed => new OutageEvent(null, OutageAct.Lasts, feed.Name, TimeSpan.FromMinutes(draw.Int(20, 40)))).ToList();
        var most = lab.Policy.Grace - lab.Policy.Poll - (3 * lab.Policy.Beat);
        var away = TimeSpan.FromSeconds(Math.Round(most.TotalSeconds * draw.Ratio(0.3, 0.95), 1));
        foreach (var feed in lab.Feeds)
        {
            events.Add(new OutageEvent(Begins, OutageAct.LosesMains, feed.Name));
            events.Add(new OutageEvent(Begins + away, OutageAct.MainsBack, feed.Name));
        }

        events.AddRange(Fault(Begins + TimeSpan.FromSeconds(Math.Round(away.TotalSeconds * draw.Ratio(0, 1), 1)), draw, lab));
        events.Add(new OutageEvent(TimeSpan.FromHours(3), OutageAct.Ends));
        return new OutageScript([.. events]);
    }

    private static IEnumerable<OutageEvent> Fault(TimeSpan at, Draw draw, LabConfig lab)
    {
        switch (draw.Int(0, 3))
        {
            case 0:
                return [new OutageEvent(at, OutageAct.CoordinatorCrashes, Span: draw.Seconds(1, 120))];
            case 1:
                return [new OutageEvent(at, OutageAct.AgentCrashes, draw.Pick(lab.Nodes).Name, draw.Seconds(1, 5))];
            case 2 when lab.Switches.Length > 0:
                var name = draw.Pick(lab.Switches).Name;
                return [new OutageEvent(at, OutageAct.SwitchDies, name), new OutageEvent(at + draw.Seconds(5, 120), OutageAct.SwitchLives, name)];
            default:
                return [new OutageEvent(at, OutageAct.CutOff, draw.Pick(lab.Nodes).Name, draw.Seconds(2, 150))];
        }
    }
}
