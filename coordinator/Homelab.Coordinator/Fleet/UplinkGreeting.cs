using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Host.Programs;

namespace Homelab.Coordinator.Fleet;

/// <summary>What every agent is told first, and again when the lab changes: the welcome and what to collect.</summary>
public sealed class UplinkGreeting : IDisposable
{
    private readonly UplinkSessions _sessions;
    private readonly ILabInForce _lab;
    private readonly IFenceSource? _fences;

    public UplinkGreeting(UplinkSessions sessions, ILabInForce lab, IFenceSource? fences = null)
    {
        (_sessions, _lab, _fences) = (sessions, lab, fences);
        lab.Changed += LabChanged;
    }

    public void Dispose() => _lab.Changed -= LabChanged;

    internal void Greet(UplinkSession session)
    {
        session.Outgoing.TryAdd(new CoordinatorFrame { Welcome = Welcome(_lab.Current) });
        session.Outgoing.TryAdd(new CoordinatorFrame { Collectors = CollectorPlan.For(_lab.Current, session.Node) });
    }

    private void LabChanged(LabConfig lab)
    {
        foreach (var session in _sessions.All())
        {
            if (lab.Node(session.Node) is null)
            {
                session.End(
                    "the node is no longer in the lab",
                    HelloCheck.Refusal("UnknownNode", $"The lab \"{lab.Name}\" no longer has a node \"{session.Node}\"."));
                continue;
            }

            Greet(session);
        }
    }

    private Welcome Welcome(LabConfig lab) => new()
    {
        Protocol = UplinkLimits.Protocol,
        Lab = lab.Name,
        Fence = _fences?.CurrentFence ?? new Fence(),
        BeatMs = (long)lab.Policy.Beat.TotalMilliseconds,
        Mode = lab.Mode == LabMode.Armed ? "armed" : "observe",
        CoordinatorVersion = ProgramVersion.Text,
    };
}
