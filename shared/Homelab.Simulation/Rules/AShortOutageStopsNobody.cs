using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I3, its second half: an outage shorter than the grace, with one crash or partition and the feed readable locally, stops none. A battery
/// too small for the order may stop somebody sooner, and is no such outage.
/// </summary>
internal sealed class AShortOutageStopsNobody : Rule
{
    private static readonly OutageAct[] s_plain = [OutageAct.Lasts, OutageAct.IsCharged, OutageAct.LosesMains, OutageAct.MainsBack, OutageAct.SwitchLives, OutageAct.StopsIn, OutageAct.UnitsHang, OutageAct.Ends];
    private static readonly OutageAct[] s_faults = [OutageAct.CoordinatorCrashes, OutageAct.AgentCrashes, OutageAct.CutOff, OutageAct.SwitchDies];

    private readonly Dictionary<string, Moment> _unreadableAt = [];
    private bool? _isShort;

    public override string Id => "I3";

    /// <summary>Apart from its first half, which looks at every stop: here only an outage with a crash or a partition that began while it ran counts.</summary>
    internal override string HeldAs => "I3 (short outage, one crash or partition)";

    private bool Applies => (_isShort ??= IsShort()) && !Lab.Rules.Plans.HasInfeasible;

    internal override void Sampled()
    {
        if (_isShort is false)
        {
            return;
        }

        foreach (var machine in Lab.Machines.Values.Where(machine => !IsReadable(machine)))
        {
            _unreadableAt[machine.Name] = Lab.Clock.Now;
        }
    }

    internal override void StopBegan(SimulatedAgent agent, StopCause cause)
    {
        if (Applies && !_unreadableAt.ContainsKey(agent.Name))
        {
            Violated($"{agent.Name} stops in an outage that was shorter than the grace");
        }
    }

    internal override void FeedChanged(string feed)
    {
        if (Applies && Lab.Grid.Upses.Values.All(ups => ups.HasMains) && Lab.Script.Events.Any(IsMeanwhile))
        {
            Held();
        }

        bool IsMeanwhile(OutageEvent one) =>
            s_faults.Contains(one.Act) && one.At <= Lab.Elapsed && one.At + one.Span >= Lab.Script.Events.Where(other => other.Act == OutageAct.LosesMains).Min(other => other.At);
    }

    /// <summary>By the script: what is on battery for less than the grace and what it takes to read that it is over, and one fault at most.</summary>
    private bool IsShort()
    {
        var (policy, events) = (Lab.Config.Policy, Lab.Script.Events);
        var faults = events.Where(one => !s_plain.Contains(one.Act)).ToList();
        return faults.Count <= 1
            && faults.All(one => s_faults.Contains(one.Act))
            && events.Any(one => one.Act == OutageAct.LosesMains)
            && policy.Heat is null && Lab.Config.Feeds.All(feed => feed.Triggers == new TriggerConfig())
            && Lab.Config.Feeds.All(feed => Away(feed.Name) is { } away && away + policy.Poll + (2 * policy.Beat) < policy.Grace);
    }

    /// <summary>The time that a feed is without mains, its spells together (P18); null where they do not come back.</summary>
    private TimeSpan? Away(string feed)
    {
        var (away, since) = (TimeSpan.Zero, (TimeSpan?)null);
        foreach (var one in Lab.Script.Events.Where(one => one.Subject == feed && one.Act is OutageAct.LosesMains or OutageAct.MainsBack).OrderBy(one => one.At))
        {
            if (one.Act == OutageAct.LosesMains)
            {
                since ??= one.At;
            }
            else if (since is { } began)
            {
                (away, since) = (away + (one.At!.Value - began), null);
            }
        }

        return since is null ? away : null;
    }

    private bool IsReadable(SimulatedMachine machine) =>
        Lab.Grid.UpsesOf(machine.Config.Feeds).All(ups => Lab.Coordinator.Feeds.IsReachable(machine, ups.Config));
}
