using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I5, its second half: a node that was started again is not stopped by what was. What shows FSD is about to be cut, whatever its mains do
/// (P9, P14): it stops who hangs on it, also after it was empty and is back, until somebody clears it.
/// </summary>
internal sealed class NoneStopsAgainWithoutANewOutage : Rule
{
    public override string Id => "I5";

    internal override void StopBegan(SimulatedAgent agent, StopCause cause)
    {
        if (agent.Machine.Boots == 1)
        {
            return;
        }

        // Silence after OB is OB (P9): a reading as old as allowed may stand for the present.
        var policy = Lab.Config.Policy;
        var since = agent.Machine.BootedAt - policy.MaxAge - policy.Debounce;
        if (agent.Machine.Config.Feeds.Any(feed => Lab.Grid.Upses.TryGetValue(feed, out var ups) && (ups.IsOnBattery || ups.LastOnBattery >= since)))
        {
            Held();
        }
        else if (agent.Machine.Config.Feeds.Any(feed => Lab.Grid.Upses.TryGetValue(feed, out var ups) && ups.ExtraTokens.Length > 0))
        {
            Excused("a feed of it still shows FSD (P14)");
        }
        else if (agent.Machine.Config.Feeds.All(feed => !Lab.Grid.Upses.ContainsKey(feed) || !Lab.Coordinator.Feeds.WasReadSince(feed, agent.Machine.BootedAt)))
        {
            Excused("no feed of it could be read since: unknown after OB is OB (P9)");
        }
        else
        {
            Violated($"{agent.Name} was started {(Lab.Clock.Now - agent.Machine.BootedAt).TotalSeconds:0} s ago and stops again, and no feed of it was on battery since");
        }
    }
}
