using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Scripts;

/// <summary>What happens to a machine, or to the agent on it.</summary>
internal sealed class NodeActs(SimulatedLab lab)
{
    /// <summary>What hangs is ended by the dark.</summary>
    private static readonly TimeSpan ForEver = TimeSpan.FromHours(24);

    public void Play(OutageEvent one)
    {
        var (machine, agent) = (lab.Machines[one.Subject], lab.Agents[one.Subject]);
        switch (one.Act)
        {
            case OutageAct.AgentCrashes:
                agent.Crash(one.Span);
                break;
            case OutageAct.SwitchedOff:
                machine.TurnOff();
                break;
            case OutageAct.SwitchedOn:
                machine.Boot();
                break;
            case OutageAct.Reboots when machine.Phase != MachinePhase.Off:
                machine.TurnOff();
                machine.Boot();
                break;
            case OutageAct.CutOff:
                lab.Network.CutOff(one.Subject);
                lab.Clock.After(one.Span, () => lab.Network.Rejoin(one.Subject));
                break;
            case OutageAct.Suspended:
                machine.Suspend(one.Span);
                break;
            case OutageAct.StopsIn:
                machine.StopTakes = one.Span;
                break;
            case OutageAct.Hangs:
                machine.StopTakes = ForEver;
                break;
            case OutageAct.Refuses:
                machine.Refuses = true;
                agent.Refuse();
                break;
            case OutageAct.CannotPowerOff:
                machine.CannotPowerOff = true;
                lab.Clock.After(one.Span, () => machine.CannotPowerOff = false);
                break;
            case OutageAct.RuntimeFull:
                agent.Store.HasRoom = false;
                lab.Clock.After(one.Span, () => agent.Store.HasRoom = true);
                break;
            case OutageAct.UnitsHang:
                machine.Units.Hang = true;
                break;
            case OutageAct.Heats:
                machine.Celsius = one.Ratio;
                break;
            case OutageAct.RunsUpsmon:
                machine.HasUpsmon = true;
                break;
            case OutageAct.AskedDown or OutageAct.AskedUp:
                lab.Operator.Says(one);
                break;
            case OutageAct.Draws:
                lab.Grid.Draws(one.Subject, one.Ratio);
                break;
            case OutageAct.Drifts:
                machine.Clock.Drift = one.Ratio;
                break;
        }
    }
}
