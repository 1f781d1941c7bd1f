using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>In a part of the labs UPSes are told to test themselves shortly before the mains go, or just as they go.</summary>
internal static class DrawnTests
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0x7E57;

    /// <summary>All that the seed draws otherwise comes so much later: a test wants a UPS that is steadily on line.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(75);

    public static (LabConfig Lab, OutageScript Script) AddTo(LabConfig lab, OutageScript script, Draw draw)
    {
        if (!draw.Chance(0.12))
        {
            return (lab, script);
        }

        var tested = lab.Feeds.Where(feed => !feed.IsMains && draw.Chance(0.7)).ToDictionary(feed => feed.Name, feed => feed with { SelfTest = new SelfTestConfig { ChargeRatio = 0.6 } });
        var tests = new List<OutageEvent>();
        foreach (var ups in tested.Keys)
        {
            tests.Add(new OutageEvent(draw.Seconds(20, 100), OutageAct.TestsItself, ups, draw.Seconds(5, 45)));
            if (draw.Chance(0.4))
            {
                tests.Add(new OutageEvent(null, OutageAct.ShowsTests, ups));
            }
        }

        ImmutableArray<OutageEvent> later = [.. script.Events.Select(one => one with { At = one.At + Later })];
        return (lab with { Feeds = [.. lab.Feeds.Select(feed => tested.GetValueOrDefault(feed.Name, feed))] }, script with { Events = [.. later, .. tests] });
    }
}
