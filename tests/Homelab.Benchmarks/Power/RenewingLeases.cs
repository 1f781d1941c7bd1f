using Homelab.Benchmarks.Printing;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Benchmarks.Power;

/// <summary>
/// One beat of a whole lab on battery, through the shipped engine: its readings, a beat from every node, the lease that answers it, and the
/// node's acknowledgement.
/// </summary>
internal sealed class RenewingLeases
{
    private static readonly int[] Sizes = [10, 100, 1000];

    private readonly LabConfig _lab;
    private readonly OutageEngine _engine;
    private readonly Moment _since = Moment.FromSeconds(1000);
    private Moment _now;
    private ulong _beat;
    private string _outage = "";

    private RenewingLeases(int nodes)
    {
        _lab = LargeLab.Of(nodes, nodes * 4);
        _now = _since;
        _engine = new OutageEngine(_lab, new Fence("lab:large", 1, "bench", 0), "host-boot", [], _now);
        foreach (var node in _lab.Nodes)
        {
            _engine.Step(new OutageInput.NodeHello(node.Name, BootOf(node), _now, Fence.None, null, []), DateTimeOffset.UnixEpoch, _now);
        }
    }

    public static Table Measure() => new(
        "Renewing every lease once (one beat of the engine: a reading, a plan, a beat from each node, its lease, its acknowledgement)",
        ["nodes", "leases a beat", "median ms a beat", "microseconds a lease", "of a beat of 1 s"],
        [.. Sizes.Select(nodes => new RenewingLeases(nodes).Row())]);

    private string[] Row()
    {
        var samples = new Samples();
        var leases = 0;
        for (var round = 0; round < 24; round++)
        {
            _now += TimeSpan.FromSeconds(1);
            if (round < 9)
            {
                Beat();
            }
            else
            {
                samples.AddMilliseconds(() => leases = Beat());
            }
        }

        var nodes = _lab.Nodes.Length;
        return [$"{nodes}", $"{leases}", $"{samples.Median:0.0}", $"{samples.Median * 1000 / Math.Max(1, leases):0.0}", $"{samples.Median / 1000:0.0 %}"];
    }

    private int Beat()
    {
        var leases = Take(new OutageInput.FeedsAssessed(LargeLab.OnBattery(_now, _since)));
        _beat++;
        foreach (var node in _lab.Nodes)
        {
            leases += Take(new OutageInput.NodeBeat(node.Name, _beat, _now, _outage));
        }

        return leases;
    }

    private int Take(OutageInput input)
    {
        var (entries, effects) = _engine.Step(input, DateTimeOffset.UnixEpoch, _now);
        _outage = entries.FirstOrDefault(entry => entry.Transition == SequenceTransition.OutageOpened)?.OutageId ?? _outage;
        var leases = 0;
        foreach (var renewed in effects.OfType<OutageEffect.RenewLease>())
        {
            leases += 1 + Take(new OutageInput.LeaseAnswered(renewed.Node, _outage, renewed.Terms.Fence.Epoch, renewed.Terms.Sequence, true, "Held"));
        }

        return leases;
    }

    private static string BootOf(NodeConfig node) => $"{node.Name}-boot";
}
