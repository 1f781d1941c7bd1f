using Homelab.Domain.Shutdown;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Control;

/// <summary>What UPSes make of what they are told, and who hears it.</summary>
public sealed partial class SimulatedCoordinator
{
    /// <summary>Over the way that its upsd is read by; a coordinator that dies meanwhile does not hear the answer.</summary>
    private void Tell(OutageEffect.ToUps effect)
    {
        var ups = Grid.Upses[effect.Feed];
        var isReachable = CanBeTold(ups);
        var act = effect is OutageEffect.CutFeed ? CutAct.Cut : CutAct.SetForcedShutdown;
        var answer = isReachable ? ups.Take(effect) : effect is OutageEffect.StopCut ? null : new CutAnswer(act, false, TimeSpan.Zero, "nobody answers");
        if (answer is null)
        {
            return;
        }

        Hear(new OutageInput.CutAnswered(effect.Feed, answer), isReachable ? TimeSpan.FromSeconds(0.4) : TimeSpan.FromSeconds(3));
    }

    /// <summary>Whoever is gone in the pause leaves the outlet off, until another start switches it on.</summary>
    private void Switch(OutageEffect.SwitchOutlet effect)
    {
        var (ups, process, isCycle) = (Grid.Upses[effect.Outlet.Feed], _process, effect.Act == OutletAct.Cycle);
        if (!CanBeTold(ups))
        {
            Hear(new OutageInput.OutletAnswered(effect.Target, new OutletAnswer(effect.Act, false, "nobody answers")), TimeSpan.FromSeconds(3));
            return;
        }

        if (isCycle)
        {
            _rules.OutletGoesOff(_agents[effect.Target].Machine);
        }

        Grid.SwitchOutlet(effect.Target, isOn: !isCycle);
        _clock.After(isCycle ? OutletStart.Pause : TimeSpan.Zero, () =>
        {
            if (process == _process && CanBeTold(ups))
            {
                Grid.SwitchOutlet(effect.Target, isOn: true);
                Hear(new OutageInput.OutletAnswered(effect.Target, new OutletAnswer(effect.Act, true, "taken")), TimeSpan.FromSeconds(0.4));
            }
        });
    }

    private bool CanBeTold(SimulatedUps ups) => _feeds.IsReachable(ups.Config) && _clock.Now >= ups.SilentUntil && ups.IsLive;

    /// <summary>The answer of a UPS; a coordinator that dies meanwhile does not hear it.</summary>
    private void Hear(OutageInput answer, TimeSpan after)
    {
        var process = _process;
        _clock.After(after, () =>
        {
            if (process == _process && IsAwake)
            {
                Step(answer);
            }
        });
    }
}
