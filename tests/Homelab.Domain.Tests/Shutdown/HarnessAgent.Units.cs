using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

internal sealed partial class HarnessAgent
{
    /// <summary>What the units of a service truly take, as a part of their bound; above one they are given up.</summary>
    public double UnitsTake { get; set; } = 0.5;

    private void Stop(AgentPowerEffect.StopUnits stop)
    {
        var (boot, began) = (State.BootId, _clock.Now);
        _clock.After(stop.Bound * Math.Min(1, UnitsTake), () => Do(() =>
        {
            if (boot == State.BootId)
            {
                _lab.Units.Add((Name, "stop", stop.Units[0], began, _clock.Now));
                Take(new AgentPowerInput.UnitsAnswered(stop.OrderId, UnitsTake <= 1, "inactive", stop.Units, _clock.Now - began));
            }
        }));
    }
}
