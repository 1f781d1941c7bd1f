using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>The systemd units of a machine's services: what was stopped stays so until somebody starts it, or the machine.</summary>
public sealed class SimulatedUnits(SimulatedMachine machine, VirtualClock clock)
{
    /// <summary>Of the bound of an order: what units that stop by themselves take.</summary>
    private const double Takes = 0.5;

    private readonly HashSet<string> _stopping = [];
    private readonly HashSet<string> _stopped = [];

    /// <summary>They do not stop in their time.</summary>
    public bool Hang { get; set; }

    public IReadOnlySet<string> Stopped => _stopped;

    /// <summary>Ever, in any boot.</summary>
    public bool WasAnyStopped { get; private set; }

    public bool DidAnyHang { get; private set; }

    /// <summary>systemd goes on also where the agent dies that asked for it.</summary>
    /// <param name="answer">Hears whether they stopped in their time, and what of them ran before.</param>
    public void Stop(AgentPowerEffect.StopUnits order, Action<AgentPowerInput> answer)
    {
        ImmutableArray<string> active = [.. order.Units.Except(_stopped)];
        var boots = machine.Boots;
        _stopping.UnionWith(active);
        clock.After(Hang ? order.Bound : order.Bound * Takes, () => machine.WhenAwake(() =>
        {
            if (machine.IsRunning && machine.Boots == boots)
            {
                End(active);
                answer(new AgentPowerInput.UnitsAnswered(order.OrderId, !Hang, Hang ? "they still run" : "stopped", active));
            }
        }));
    }

    public void Start(ImmutableArray<string> units)
    {
        _stopping.ExceptWith(units);
        _stopped.ExceptWith(units);
    }

    public void Boot()
    {
        _stopping.Clear();
        _stopped.Clear();
    }

    /// <summary>Who was told to start meanwhile runs again.</summary>
    private void End(ImmutableArray<string> units)
    {
        DidAnyHang |= Hang;
        if (!Hang)
        {
            WasAnyStopped = true;
            _stopped.UnionWith(units.Where(_stopping.Contains));
        }

        _stopping.ExceptWith(units);
    }
}
