using System.Collections.Immutable;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Lab;

namespace Homelab.Coordinator.Fleet;

/// <summary>What every agent last said of itself, for health and for display.</summary>
public sealed class FleetState : IUplinkListener
{
    private const int LeasesInFlight = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<HeldLeaseState>> _inFlight = [];
    private ImmutableDictionary<string, AgentState> _agents = ImmutableDictionary<string, AgentState>.Empty;

    public FleetState(ILabInForce lab) => lab.Changed += Forget;

    public ImmutableDictionary<string, AgentState> Agents => Volatile.Read(ref _agents);

    public AgentState Of(string node) => Agents.GetValueOrDefault(node) ?? new AgentState { Node = node };

    /// <summary>Nodes whose agent last said that an upsmon runs beside it (P16).</summary>
    public ImmutableHashSet<string> LocalUpsmons(LabConfig lab) =>
        [.. lab.Nodes.Select(node => node.Name).Where(name => Of(name).HasLocalUpsmon)];

    public void Connected(string node, Hello hello, Moment now) => Change(node, state => state with
    {
        IsConnected = true,
        LastHeard = now,
        Hello = hello,
        HasLocalUpsmon = hello.LocalUpsmon,

        // Another boot has other units, and no lease outlives a boot.
        Report = state.BootId == hello.BootId ? state.Report : null,
        ReportSequence = state.BootId == hello.BootId && state.Hello?.Incarnation == hello.Incarnation ? state.ReportSequence : 0,
        Lease = hello.Lease is { } lease && hello.LeaseRemainingMs > 0
            ? new HeldLeaseState(lease.Sequence, now + TimeSpan.FromMilliseconds(hello.LeaseRemainingMs))
            : null,
    });

    public void Received(string node, AgentFrame frame, Moment now) => Change(node, state => frame.BodyCase switch
    {
        AgentFrame.BodyOneofCase.Beat => state with
        {
            LastHeard = now, LastBeat = now, Lease = frame.Beat.LeaseSequence == 0 ? null : state.Lease,
            HasLocalUpsmon = frame.Beat.HasLocalUpsmon ? frame.Beat.LocalUpsmon : state.HasLocalUpsmon,
        },
        AgentFrame.BodyOneofCase.LeaseAnswer => state with { LastHeard = now, Lease = Answered(node, frame.LeaseAnswer) ?? state.Lease },
        AgentFrame.BodyOneofCase.Report when IsPresent(frame.Key, state) => state with { LastHeard = now, Report = frame.Report, ReportSequence = frame.Key?.Sequence ?? 0 },
        _ => state with { LastHeard = now },
    });

    public void Disconnected(string node, string reason, Moment now) => Change(node, state => state with { IsConnected = false });

    /// <summary>A lease is on its way; it counts for display once its agent said that it holds it.</summary>
    public void LeaseSent(string node, ulong sequence, Moment until)
    {
        lock (_gate)
        {
            if (!_inFlight.TryGetValue(node, out var leases))
            {
                _inFlight[node] = leases = new();
            }

            leases.Enqueue(new HeldLeaseState(sequence, until));
            if (leases.Count > LeasesInFlight)
            {
                leases.Dequeue();
            }
        }
    }

    /// <summary>A report that an outbox replays from an earlier boot, from an earlier process of this one, or behind one that was made after it, says nothing of now.</summary>
    private static bool IsPresent(FrameKey? key, AgentState state) =>
        key is null || (key.BootId == state.BootId && key.Incarnation == state.Hello?.Incarnation && key.Sequence >= state.ReportSequence);

    private HeldLeaseState? Answered(string node, LeaseAnswer answer) =>
        answer.Verdict == LeaseVerdict.LeaseHeld && _inFlight.TryGetValue(node, out var leases)
            ? leases.LastOrDefault(lease => lease.Sequence == answer.Sequence)
            : null;

    private void Change(string node, Func<AgentState, AgentState> change)
    {
        lock (_gate)
        {
            _agents = _agents.SetItem(node, change(Of(node)));
        }
    }

    private void Forget(LabConfig lab)
    {
        lock (_gate)
        {
            foreach (var gone in _agents.Keys.Where(node => lab.Node(node) is null).ToList())
            {
                _agents = _agents.Remove(gone);
                _inFlight.Remove(gone);
            }
        }
    }
}
