using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>In a part of the labs services have units, which are stopped before their nodes; some of them hang, and some nodes take longer than declared.</summary>
internal static class DrawnUnits
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0x0017;

    public static (LabConfig Lab, OutageScript Script) AddTo(LabConfig lab, OutageScript script, Draw draw)
    {
        var added = new List<OutageEvent>();
        if (draw.Chance(0.08))
        {
            var node = draw.Pick(lab.Nodes);
            added.Add(new OutageEvent(null, OutageAct.StopsIn, node.Name, TimeSpan.FromSeconds(Math.Round(node.Stop.TotalSeconds * draw.Ratio(1.3, 3)))));
        }

        var hasUnits = draw.Chance(0.5);
        if (hasUnits && draw.Chance(0.35))
        {
            added.Add(new OutageEvent(null, OutageAct.UnitsHang, draw.Pick(lab.Nodes).Name));
        }

        var services = !hasUnits ? lab.Services : [.. lab.Services.Select(service => draw.Chance(0.7)
            ? service with { Units = [$"{service.Name}.service"], Stop = TimeSpan.FromSeconds(draw.Int(2, 30)) }
            : service)];
        return (lab with { Services = services }, script with { Events = [.. script.Events, .. added] });
    }
}
