using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Supply;
using Homelab.Simulation.Wire;

namespace Homelab.Simulation.Control;

/// <summary>Reads the UPSes through the shipped <see cref="FeedState"/> and <see cref="FeedAssessor"/>, over the network that there is.</summary>
public sealed class FeedPolling(
    LabConfig lab, SimulatedMachine? reader, PowerGrid grid, IReadOnlyDictionary<string, SimulatedMachine> machines, SimulatedNetwork network)
{
    private readonly Dictionary<string, FeedState> _states = [];
    private readonly Dictionary<string, Moment> _polled = [];
    private readonly Dictionary<string, Moment> _readAt = [];

    /// <summary>By true time, also what an earlier process read.</summary>
    public bool WasReadSince(string feed, Moment since) => _readAt.TryGetValue(feed, out var at) && at >= since;

    public void Clear()
    {
        _states.Clear();
        _polled.Clear();
    }

    /// <summary>On battery a feed is read every beat, otherwise at the policy's pace.</summary>
    public void Poll(Moment own, Moment now)
    {
        foreach (var (name, ups) in grid.Upses)
        {
            var state = _states.GetValueOrDefault(name, FeedState.NeverHeard);
            var pause = state.Outage is null ? lab.Policy.Poll : lab.Policy.Beat < lab.Policy.Poll ? lab.Policy.Beat : lab.Policy.Poll;
            if (!_polled.TryGetValue(name, out var last) || own - last >= pause - TimeSpan.FromMilliseconds(100))
            {
                var poll = ups.Poll(own, IsReachable(ups.Config));
                (_polled[name], _states[name]) = (own, state.Observe(poll, lab.Policy));
                if (poll is FeedAnswered)
                {
                    _readAt[name] = now;
                }
            }
        }
    }

    public ImmutableArray<FeedAssessment> Assess(Moment own) =>
        [.. lab.Feeds.Select(feed => FeedAssessor.Assess(feed, lab.Policy, _states.GetValueOrDefault(feed.Name, FeedState.NeverHeard), own))];

    /// <summary>Its upsd runs, and a connection reaches it.</summary>
    public bool IsReachable(FeedConfig feed)
    {
        var host = feed.Nut?.Host.Split('.')[0];
        return host is null || !machines.TryGetValue(host, out var machine)
            ? network.IsOpen(reader, null)
            : machine is { IsRunning: true, IsSuspended: false } && network.IsOpen(reader, machine);
    }
}
