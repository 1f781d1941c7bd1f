using Homelab.Domain;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>P12 on the truth: nodes that neither the coordinator nor a feed could speak to for as long as their lab file says that this means an outage.</summary>
internal sealed class DeafNodes(SimulatedLab lab)
{
    /// <summary>To connect again and to be answered; a way that is open for less has carried no word.</summary>
    private static readonly TimeSpan ToBeTold = TimeSpan.FromSeconds(4);

    /// <summary>The same where messages get lost.</summary>
    private static readonly TimeSpan ToBeToldAgain = TimeSpan.FromSeconds(12);

    private readonly Dictionary<string, Moment> _heard = [];
    private readonly Dictionary<string, Moment> _openSince = [];

    public void Sampled()
    {
        foreach (var machine in lab.Machines.Values.Where(machine => machine.Config.Blind is { StopAfter: not null }))
        {
            if (!IsSpokenTo(machine))
            {
                _openSince.Remove(machine.Name);
                continue;
            }

            _openSince.TryAdd(machine.Name, lab.Clock.Now);
            if (lab.Clock.Now - _openSince[machine.Name] >= (lab.Network.Faults.IsQuiet ? ToBeTold : ToBeToldAgain))
            {
                _heard[machine.Name] = lab.Clock.Now;
            }
        }
    }

    /// <summary>Somebody went for it.</summary>
    public bool HasGuessed { get; private set; }

    public void StopBegan(SimulatedAgent agent, StopCause cause) => HasGuessed |= IsGuess(agent, cause);

    /// <summary>By its own lease, which silence gave it: who was never spoken to in this boot has nothing that fell silent.</summary>
    public bool IsGuess(SimulatedAgent agent, StopCause cause) =>
        !cause.IsOrder && agent.Machine.Config.Blind is { StopAfter: { } after }
        && LastWord(agent) is { } heard && lab.Clock.Now - heard >= after - lab.Config.Policy.MaxAge;

    /// <summary>In this boot: when it could be spoken to for long enough, and when a word truly came, however short that way was open.</summary>
    private Moment? LastWord(SimulatedAgent agent)
    {
        Moment? came = agent.State.HeardAt is { } own ? agent.Machine.Clock.ToTrue(own) : null;
        Moment? could = _heard.TryGetValue(agent.Name, out var open) ? open : null;
        var last = came is { } one && could is { } other ? Moment.Max(one, other) : came ?? could;
        return last >= agent.Machine.BootedAt ? last : null;
    }

    private bool IsSpokenTo(SimulatedMachine machine) =>
        (lab.Coordinator.IsAwake && lab.Network.IsOpen(lab.Coordinator.Host, machine))
        || (lab.Agents[machine.Name].State.Watch?.Feeds ?? []).Any(feed => lab.Grid.Upses.TryGetValue(feed.Name, out var ups) && ups.IsLive && lab.Clock.Now >= ups.SilentUntil && lab.Coordinator.Feeds.IsReachable(machine, ups.Config));
}
