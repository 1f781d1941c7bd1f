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
        // What its own upsmon does is nobody's of ours (P16).
        if (agent.Machine.Boots == 1 || cause.IsForeign)
        {
            return;
        }

        // Silence after OB is OB (P9): a reading as old as allowed may stand for the present.
        var policy = Lab.Config.Policy;
        var since = agent.Machine.BootedAt - policy.MaxAge - policy.Debounce;
        if (Lab.Rules.FeedsBehind(agent, cause).Any(feed => Lab.Grid.Upses.TryGetValue(feed, out var ups) && (ups.IsOnBattery || ups.LastOnBattery >= since)))
        {
            Held();
        }
        else if (Lab.Rules.Operator.IsCauseOf(agent.Name, cause) || agent.Machine.Config.Feeds.Any(feed => Lab.Grid.Upses.TryGetValue(feed, out var ups) && Lab.Rules.Heat.GaveUp(ups, since)))
        {
            Held();
        }
        else if (agent.Machine.Config.Feeds.Any(feed => Lab.Grid.Upses.TryGetValue(feed, out var ups) && (ups.ExtraTokens.Length > 0 || ups.IsForcedByOthers)))
        {
            Excused("a feed of it still shows FSD (P14)");
        }
        else if (agent.Machine.Config.Feeds.Any(feed => Lab.Grid.Upses.TryGetValue(feed, out var ups) && Lab.Rules.Contact.CountsAsOnBattery(ups)))
        {
            Excused("contact was lost with another feed's transfer, which counts as on battery (P15)");
        }
        else if (Lab.Rules.Deaf.IsGuess(agent, cause))
        {
            Excused("nobody was heard for as long as lab.yaml says (P12)");
        }
        else if (IsUnknown(agent.Machine))
        {
            Excused("no feed of it could be read since: unknown after OB is OB (P9)");
        }
        else
        {
            Violated($"{agent.Name} was started {(Lab.Clock.Now - agent.Machine.BootedAt).TotalSeconds:0} s ago and stops again, and no feed of it was on battery since");
        }
    }

    /// <summary>
    /// None of its feeds can be read for as long as a reading counts, and one of them was never read steadily since: that one is on battery
    /// still, and what is only unknown beside it lengthens no life (P15).
    /// </summary>
    private bool IsUnknown(SimulatedMachine machine)
    {
        var policy = Lab.Config.Policy;
        var lastReads = Lab.Grid.UpsesOf(machine.Config.Feeds)
            .Select(ups => Lab.Coordinator.Feeds.LastReadAt(ups.Name) is { } at && at >= machine.BootedAt ? at : machine.BootedAt).ToList();
        return lastReads.All(at => at == machine.BootedAt || Lab.Clock.Now - at > policy.MaxAge - policy.Poll)
            && lastReads.Any(at => at - machine.BootedAt < policy.Debounce + policy.Poll + (2 * policy.Beat));
    }
}
