using Homelab.Domain;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Machines;

/// <summary>
/// The upsmon that a node runs by itself (P16): it goes when every UPS that carries the node is critical, which is FSD, low battery beside OB, or
/// silence after OB. Where one of them is on line it stays.
/// </summary>
internal sealed class OwnUpsmon(SimulatedLab lab)
{
    /// <summary>upsmon's POLLFREQ.</summary>
    private const int Every = 5;

    /// <summary>upsmon's DEADTIME.</summary>
    private static readonly TimeSpan DeadTime = TimeSpan.FromSeconds(15);

    private readonly Dictionary<(string Machine, string Ups), Moment> _lastOnBattery = [];
    private int _seconds;

    /// <summary>Once a second.</summary>
    public void Look()
    {
        if (++_seconds % Every != 0)
        {
            return;
        }

        // What an upsmon remembers ends with its process.
        foreach (var gone in _lastOnBattery.Keys.Where(key => !lab.Machines[key.Machine].IsRunning).ToList())
        {
            _lastOnBattery.Remove(gone);
        }

        foreach (var machine in lab.Machines.Values.Where(machine => machine is { HasUpsmon: true, IsRunning: true, IsSuspended: false, CannotPowerOff: false }).ToList())
        {
            var upses = lab.Grid.UpsesOf(machine.Config.Feeds).ToList();

            // Each is looked at, for what it says is remembered.
            if (upses.Count > 0 && upses.Count(ups => IsCritical(machine, ups)) == upses.Count)
            {
                lab.Rules.StopBegan(lab.Agents[machine.Name], StopCause.OwnUpsmon);
                machine.BeginStop();
            }
        }
    }

    private bool IsCritical(SimulatedMachine machine, SimulatedUps ups)
    {
        var key = (machine.Name, ups.Name);
        if (lab.Clock.Now < ups.SilentUntil || !lab.Coordinator.Feeds.IsReachable(machine, ups.Config))
        {
            return _lastOnBattery.TryGetValue(key, out var at) && lab.Clock.Now - at > DeadTime;
        }

        if (!ups.IsOnBattery)
        {
            _lastOnBattery.Remove(key);
            return ups.ShowsShutdown;
        }

        _lastOnBattery[key] = lab.Clock.Now;
        return ups.IsLow || ups.ShowsShutdown;
    }
}
