using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Supply;
using Homelab.Simulation.Wire;

namespace Homelab.Simulation.Control;

/// <summary>Reads the UPSes through the shipped <see cref="FeedDesk"/>, over the network that there is.</summary>
public sealed class FeedPolling(
    LabConfig lab, SimulatedMachine? reader, PowerGrid grid, IReadOnlyDictionary<string, SimulatedMachine> machines, SimulatedNetwork network)
{
    private FeedDesk _desk = new(lab);
    private readonly Dictionary<string, Moment> _polled = [];
    private readonly Dictionary<string, Moment> _readAt = [];

    public HeatState Heat => _desk.Heat;

    /// <summary>By true time, also what an earlier process read.</summary>
    public bool WasReadSince(string feed, Moment since) => _readAt.TryGetValue(feed, out var at) && at >= since;

    /// <summary>The same: when it last answered; null where it never did.</summary>
    public Moment? LastReadAt(string feed) => _readAt.TryGetValue(feed, out var at) ? at : null;

    /// <summary>This process has read it.</summary>
    public bool IsHeard(string feed) => _desk.StateOf(feed).Reading is not null;

    /// <summary>The process is gone. What it learned of the batteries it wrote down with every round of an outage, and that is read again.</summary>
    public void Restart()
    {
        var before = _desk;
        _desk = new FeedDesk(lab);
        foreach (var feed in grid.Upses.Keys)
        {
            _desk.Remember(feed, before.BatteryOf(feed));
        }

        _polled.Clear();
    }

    /// <summary>On battery a feed is read every beat, otherwise at the policy's pace.</summary>
    public void Poll(Moment own, Moment now, DateTimeOffset wall)
    {
        foreach (var (name, ups) in grid.Upses)
        {
            var pause = _desk.StateOf(name).Outage is null ? lab.Policy.Poll : lab.Policy.Beat < lab.Policy.Poll ? lab.Policy.Beat : lab.Policy.Poll;
            if (!_polled.TryGetValue(name, out var last) || own - last >= pause - TimeSpan.FromMilliseconds(100))
            {
                var poll = ups.Poll(own, IsReachable(ups.Config));
                _polled[name] = own;
                _desk.Observe(name, poll, wall);
                if (poll is FeedAnswered)
                {
                    _readAt[name] = now;
                }
            }
        }
    }

    public ImmutableArray<FeedAssessment> Assess(Moment own) => _desk.Assess(own);

    public BatteryRecord BatteryOf(string feed) => _desk.BatteryOf(feed);

    public void BeginTest(string feed, SelfTestKind kind, DateTimeOffset wall, Moment own) => _desk.BeginTest(feed, kind, wall, own);

    /// <summary>Its upsd runs, and a connection reaches it; the agent that reads a battery of its node answers the coordinator only.</summary>
    public bool IsReachable(FeedConfig feed) => IsReachable(reader, feed);

    /// <summary>The same for another reader: an agent that looks for itself.</summary>
    public bool IsReachable(SimulatedMachine? from, FeedConfig feed)
    {
        var host = feed.Source is { } source ? machines.Values.FirstOrDefault(machine => source.RunsOn(machine.Name)) : null;
        return host is null ? network.IsOpen(from, null)
            : host is { IsRunning: true, IsSuspended: false } && network.IsOpen(from, host) && (feed.Source is not NodeSource || from == host || from == reader);
    }
}
