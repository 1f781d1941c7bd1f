using System.Collections.Immutable;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Lab;

namespace Homelab.Coordinator.Fleet;

/// <summary>What is held of every node of the lab in force: filled by uplinks and operators, read by health and the API.</summary>
public sealed class FleetState : IUplinkListener
{
    private readonly Lock _gate = new();
    private readonly ILabInForce _lab;
    private readonly MaintenanceFile _maintenance;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, NodeSight> _nodes = [];

    // What each sent lease would give, until its answer comes: (sequence, expiry in our time).
    private readonly Dictionary<string, (ulong Sequence, Moment Until)> _leases = [];

    public FleetState(ILabInForce lab, MaintenanceFile maintenance, TimeProvider clock)
    {
        (_lab, _maintenance, _clock) = (lab, maintenance, clock);
        foreach (var (node, entry) in maintenance.Load())
        {
            _nodes[node] = new NodeSight { Name = node, MaintenanceUntil = entry.Until, MaintenanceBy = entry.By };
        }
    }

    /// <summary>In the lab's order; a node that was never heard is there too.</summary>
    public ImmutableArray<NodeSight> Current
    {
        get
        {
            var lab = _lab.Current;
            var now = _clock.GetUtcNow();
            lock (_gate)
            {
                return [.. lab.Nodes.Select(node => WithoutPast(SightOf(node.Name), now))];
            }
        }
    }

    public void Connected(string node, Hello hello, Moment now) => Change(node, sight => sight with
    {
        IsConnected = true,
        BootId = hello.BootId,
        AgentVersion = hello.AgentVersion,
        Machine = hello.Machine,
        MayPowerOff = hello.MayPowerOff,
        PowerOff = hello.PowerOff,
        LocalUpsmon = hello.LocalUpsmon,
        LastBeatAt = now,
        LeaseUntil = hello.Lease is null ? null : now + TimeSpan.FromMilliseconds(Math.Clamp(hello.LeaseRemainingMs, 0, 86_400_000)),
    });

    public void Received(string node, AgentFrame frame, Moment now)
    {
        switch (frame.BodyCase)
        {
            case AgentFrame.BodyOneofCase.Beat:
                Change(node, sight => sight with { LastBeatAt = now, LeaseUntil = frame.Beat.LeaseSequence == 0 ? null : sight.LeaseUntil });
                break;
            case AgentFrame.BodyOneofCase.Report:
                Change(node, sight => sight with { Report = frame.Report });
                break;
            case AgentFrame.BodyOneofCase.LeaseAnswer when frame.LeaseAnswer.Verdict == LeaseVerdict.LeaseHeld:
                Change(node, sight => _leases.TryGetValue(node, out var sent) && sent.Sequence == frame.LeaseAnswer.Sequence ? sight with { LeaseUntil = sent.Until } : sight);
                break;
        }
    }

    public void Disconnected(string node, string reason, Moment now) => Change(node, sight => sight with { IsConnected = false });

    /// <summary>A lease is on its way; it counts for display once it was acknowledged.</summary>
    public void LeaseSent(string node, ulong sequence, Moment until)
    {
        lock (_gate)
        {
            _leases[node] = (sequence, until);
        }
    }

    /// <param name="until">Null ends the maintenance.</param>
    /// <returns>Null where the lab has no such node.</returns>
    /// <exception cref="IOException">It could not be kept; nothing changed.</exception>
    public NodeSight? SetMaintenance(string node, DateTimeOffset? until, string by)
    {
        if (_lab.Current.Node(node) is null)
        {
            return null;
        }

        lock (_gate)
        {
            var changed = SightOf(node) with { MaintenanceUntil = until, MaintenanceBy = by };
            _maintenance.Keep(_nodes.Values.Where(sight => sight.Name != node).Append(changed));
            return _nodes[node] = changed;
        }
    }

    private void Change(string node, Func<NodeSight, NodeSight> change)
    {
        lock (_gate)
        {
            _nodes[node] = change(SightOf(node));
        }
    }

    private NodeSight SightOf(string node) => _nodes.GetValueOrDefault(node) ?? new NodeSight { Name = node };

    private static NodeSight WithoutPast(NodeSight sight, DateTimeOffset now) =>
        sight.MaintenanceUntil <= now ? sight with { MaintenanceUntil = null, MaintenanceBy = "" } : sight;
}
