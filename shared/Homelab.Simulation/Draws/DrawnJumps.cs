using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>In a part of the outages the coordinator's wall clock jumps, back too: no decision may look at it.</summary>
internal static class DrawnJumps
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0xC10C;

    public static OutageScript AddTo(OutageScript script, Draw draw)
    {
        if (!draw.Chance(0.1))
        {
            return script;
        }

        var jumps = Enumerable.Range(0, draw.Int(1, 3))
            .Select(_ => new OutageEvent(draw.Seconds(5, 10 + script.LongestBattery.TotalSeconds), OutageAct.WallClockJumps, Span: draw.Seconds(5, 90) * (draw.Chance(0.7) ? -1 : 1)))
            .ToList();
        return script with { Events = [.. script.Events, .. jumps] };
    }
}
