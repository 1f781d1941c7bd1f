using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>I6: P7's inequality, on the expiries that the agents truly hold, in true time.</summary>
internal sealed class NeedsHoldTheLongerLease : Rule
{
    /// <summary>Two clocks that drift by a ten-thousandth each, over ten minutes of a lease.</summary>
    private static readonly TimeSpan Blur = TimeSpan.FromMilliseconds(130);

    /// <summary>The same as a ratio of a longer lease, from the outage in which it was given to its end: where an operator gave a feed up it is a day.</summary>
    private const double Drift = 2e-4;

    /// <summary>Seconds in which both could be told of an order that a plan has just found; only then does it bind what they hold.</summary>
    private const int SecondsToTell = 6;

    private readonly Dictionary<(string Dependent, string Need), int> _told = [];
    private readonly Dictionary<string, List<(string Dependent, TimeSpan Stop)>> _dependents = [];
    private readonly Dictionary<string, List<string>> _needs = [];
    private readonly HashSet<(string Dependent, string Need)> _edges = [];

    public override string Id => "I6";

    internal override void Planned(SimulatedCoordinator coordinator, StopPlan plan)
    {
        _dependents.Clear();
        _needs.Clear();
        _edges.Clear();
        if (plan.Steps.IsEmpty)
        {
            _told.Clear();
        }

        var nodes = plan.Steps.ToDictionary(step => step.Id);
        foreach (var step in plan.Steps)
        {
            _dependents[step.Node] = [.. step.After.Select(id => nodes[id]).Select(other => (other.Node, other.Duration))];
            foreach (var (dependent, _) in _dependents[step.Node])
            {
                _edges.Add((dependent, step.Node));
                _told.TryAdd((dependent, step.Node), 0);
                (_needs.TryGetValue(dependent, out var needs) ? needs : _needs[dependent] = []).Add(step.Node);
            }
        }
    }

    internal override void Sampled()
    {
        if (_told.Count == 0)
        {
            return;
        }

        var reached = Lab.Machines.Keys.Where(IsReached).ToHashSet();
        foreach (var edge in _told.Keys.ToList())
        {
            if (!_edges.Contains(edge))
            {
                _told.Remove(edge);
            }
            else if (reached.Contains(edge.Dependent) && reached.Contains(edge.Need))
            {
                _told[edge]++;
            }
        }
    }

    internal override void Journalled(JournalEntry entry)
    {
        if (entry.Transition == SequenceTransition.OutageEnded)
        {
            Lab.Rules.Plans.Ended();
        }
    }

    internal override void Performed(OutageEffect effect)
    {
        // The engine names whom a feed does not let wait.
        if (effect is OutageEffect.Announce { Code: "LeaseForced" } said)
        {
            foreach (var name in Lab.Machines.Keys.Where(name => said.Message.Contains($"wait for {name},", StringComparison.Ordinal)))
            {
                Lab.Rules.Plans.Force(name, said.Subject);
            }
        }
    }

    internal override void AgentTook(SimulatedAgent agent, AgentPowerInput input, AgentPowerState before, AgentPowerState after)
    {
        if (ReferenceEquals(before.Lease, after.Lease))
        {
            return;
        }

        foreach (var (dependent, stop) in _dependents.GetValueOrDefault(agent.Name, []))
        {
            Look(Lab.Agents[dependent], agent, stop);
        }

        foreach (var need in _needs.GetValueOrDefault(agent.Name, []))
        {
            Look(agent, Lab.Agents[need], _dependents[need].First(edge => edge.Dependent == agent.Name).Stop);
        }
    }

    private bool IsReached(string node) =>
        Lab.Coordinator.IsAwake && Lab.Agents[node].IsUp && !Lab.Machines[node].IsSuspended && Lab.Network.IsOpen(Lab.Coordinator.Host, Lab.Machines[node]);

    /// <summary>Alone it is, or it was when its reading moved what it had been granted: the coordinator hears of that only with the next hello.</summary>
    private bool GoesByItsReading(SimulatedAgent agent) => Lab.Rules.Alone.Includes(agent.Name) || agent.State.Lease is { } lease && lease.Granted != lease.Expiry;

    private TimeSpan BlurOf(Moment expiry)
    {
        var given = Lab.Coordinator.Engine is { State.IsRunning: true } engine ? Moment.Min(Lab.Coordinator.Clock.ToTrue(engine.State.Began), Lab.Clock.Now) : Lab.Clock.Now;
        return (expiry - given) * Drift > Blur ? (expiry - given) * Drift : Blur;
    }

    private void Look(SimulatedAgent dependent, SimulatedAgent need, TimeSpan stop)
    {
        if (dependent.TrueExpiry is not { } mine || need.TrueExpiry is not { } its)
        {
            return;
        }

        // Nobody could tell the need of its past outage's end, nor of this one.
        var isPast = Lab.Coordinator.Engine is { } engine && need.State.Lease!.OutageId != engine.State.OutageId
            && !Lab.Network.IsOpen(Lab.Coordinator.Host, need.Machine);
        if (Lab.Rules.Plans.IsForced(dependent.Name, need.Name))
        {
            Excused("its feeds do not let the need wait, and it was named");
        }
        else if (_told.GetValueOrDefault((dependent.Name, need.Name)) < SecondsToTell)
        {
            Excused("the order is new, and not both could be told yet");
        }
        else if (GoesByItsReading(dependent) || GoesByItsReading(need))
        {
            Excused("one of them goes by its own reading (P9, P12)");
        }
        else if (isPast)
        {
            Excused("the need cannot be told");
        }
        else if (its + BlurOf(mine) + need.Ways.Worst(Lab.Clock.Now) >= mine + (stop * 1.02))
        {
            Held();
        }
        else
        {
            Violated($"{need.Name} may go {(mine + (stop * 1.02) - its).TotalSeconds:0.00} s before {dependent.Name}, which needs it and takes {stop.TotalSeconds:0} s to stop, is surely off");
        }
    }
}
