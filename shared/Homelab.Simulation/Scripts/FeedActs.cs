using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Scripts;

/// <summary>What happens to a UPS, or to the mains before it.</summary>
internal sealed class FeedActs(SimulatedLab lab)
{
    public void Play(OutageEvent one)
    {
        if (one.Act is OutageAct.LosesMains or OutageAct.MainsBack)
        {
            lab.Grid.Mains(one.Subject, one.Act == OutageAct.MainsBack);
            return;
        }

        if (!lab.Grid.Upses.TryGetValue(one.Subject, out var ups))
        {
            return;
        }

        switch (one.Act)
        {
            case OutageAct.IsCharged:
                ups.SetCharge(one.Ratio);
                break;
            case OutageAct.LosesCharge:
                ups.Lose(one.Ratio);
                break;
            case OutageAct.TellsRuntime:
                ups.Lies(one.Ratio);
                break;
            case OutageAct.TellsNothing:
                ups.TellsRuntime = false;
                break;
            case OutageAct.IsLowBelow:
                ups.LowAt = one.Span;
                break;
            case OutageAct.ShowsShutdown:
                ups.ExtraTokens = "FSD";
                break;
            case OutageAct.RefusesCuts:
                ups.RefusesCommands = true;
                break;
            case OutageAct.LosesCuts:
                ups.LosesCuts = true;
                break;
            case OutageAct.CutsAfter:
                ups.FixedDelay = one.Span;
                break;
            case OutageAct.DelaysIn:
                ups.DelayStep = one.Span;
                break;
            case OutageAct.Carries:
                ups.Carry(one.Ratio);
                break;
            case OutageAct.TellsWatts:
                ups.TellsWatts = true;
                break;
            case OutageAct.TestsItself:
                lab.Coordinator.Test(ups, one.Span);
                break;
            case OutageAct.ShowsTests:
                ups.ShowsTests = true;
                break;
            case OutageAct.IsWarm:
                ups.Celsius = one.Ratio;
                break;
            case OutageAct.HasForeignClient:
                ups.Foreigner = new ForeignClient(ups, lab);
                break;
            case OutageAct.IsSilent:
                ups.SilentUntil = lab.Clock.Now + one.Span;
                break;
        }
    }
}
