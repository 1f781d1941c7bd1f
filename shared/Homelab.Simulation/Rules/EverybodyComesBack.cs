using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I5, its first half: what an outage stopped is on again within the bounds of the gates and the starts after the mains came back, or an
/// incident names it; and nobody is forgotten while it is still off.
/// </summary>
internal sealed class EverybodyComesBack : Rule
{
    /// <summary>For a coordinator that has just ended an outage, or just started.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, int> _owed = [];
    private readonly Dictionary<string, Moment> _reached = [];
    private readonly HashSet<string> _wentAlone = [];
    private Moment? _wellSince;
    private Moment _coordinatorSince;
    private bool _wasAwake;

    public override string Id => "I5";

    internal override void StopBegan(SimulatedAgent agent, StopCause cause)
    {
        // What an operator stops stays off until somebody starts it (P27).
        if (!Lab.Rules.Operator.KeepsOff(agent.Name))
        {
            _owed[agent.Name] = agent.Machine.Boots;
        }

        if (!cause.IsOrder && (cause.IsForeign || Lab.Rules.Alone.Includes(agent.Name)) && !IsInAnOutage(agent.Name))
        {
            _wentAlone.Add(agent.Name);
        }
        else
        {
            _wentAlone.Remove(agent.Name);
        }
    }

    /// <summary>By the journal, also while nobody reads it: an outage runs, or the target set has this node (P27).</summary>
    private bool IsInAnOutage(string name)
    {
        var state = Sequence.Resume(Lab.Coordinator.Journal.Read(), Lab.Coordinator.Host?.BootId ?? "outside");
        return state.IsRunning || state.Return.Nodes.ContainsKey(name);
    }

    internal override void Journalled(JournalEntry entry)
    {
        if (entry.Transition == SequenceTransition.StartOrdered && Lab.Rules.Operator.KeepsOff(entry.Node))
        {
            Violated($"{entry.Node} is started, and an operator stopped it: nobody asked for it since");
        }

        if (entry.Transition == SequenceTransition.NodeMissed && _owed.Remove(entry.Node))
        {
            Missed(entry);
        }
    }

    /// <summary>Who is named and does not come was not given up before its time: a lab that names everybody starts nobody.</summary>
    private void Missed(JournalEntry missed)
    {
        var node = Lab.Config.Node(missed.Node)!;
        var tries = Lab.Journal.Reverse().TakeWhile(entry => entry.Node != missed.Node || entry.Step != $"stop:{missed.Node}").Count(entry => entry.Node == missed.Node && entry.Transition == SequenceTransition.StartOrdered);
        var meant = ReturnPace.TriesOf(node, Lab.Config.Policy.Restart);
        if (Lab.Config.Mode != LabMode.Armed)
        {
            Excused("it was named: the lab only observes");
        }
        else if (node.Start.Kind == StartKind.None)
        {
            Excused("it was named: nothing starts it");
        }
        else if (tries >= meant)
        {
            Excused("it was named: started as often as lab.yaml says, it did not come");
        }
        else
        {
            Violated($"{missed.Node} is named as missed after {tries} of {meant} starts");
        }
    }

    internal override void Sampled()
    {
        var isAwake = Lab.Coordinator.IsAwake;
        _coordinatorSince = isAwake && !_wasAwake ? Lab.Clock.Now : _coordinatorSince;
        _wasAwake = isAwake;
        foreach (var machine in Lab.Machines.Values.Where(machine => machine.IsRunning))
        {
            if (isAwake && !machine.IsSuspended && Lab.Network.IsOpen(machine, Lab.Coordinator.Host))
            {
                _reached[machine.Name] = Lab.Clock.Now;
            }

            if (_owed.TryGetValue(machine.Name, out var boots) && machine.Boots > boots)
            {
                _owed.Remove(machine.Name);
                Held();
            }
        }

        foreach (var name in _owed.Keys.Where(Lab.Rules.Operator.KeepsOff).ToList())
        {
            _owed.Remove(name);
        }

        _wellSince = isAwake && Lab.Rules.IsBack && !Lab.Rules.Operator.Open.Any() ? _wellSince ?? Lab.Clock.Now : null;
        if (_wellSince is not { } since || Lab.Coordinator.Engine is not { } engine || Lab.Config.Mode != LabMode.Armed)
        {
            return;
        }

        foreach (var name in _owed.Keys.Where(name => !Lab.Machines[name].IsOn).ToList())
        {
            if (!engine.State.IsRunning && !engine.State.Return.Nodes.ContainsKey(name) && Lab.Clock.Now > _coordinatorSince + Look && Lab.Clock.Now > since + Look && Lab.Machines[name].OffSince + Look < Lab.Clock.Now)
            {
                Forgotten(name);
            }
            else if (Lab.Clock.Now > since + Bound())
            {
                _owed.Remove(name);
                Violated($"{name} was stopped by the outage, the mains are back for {(Lab.Clock.Now - since).TotalSeconds:0} s, and it is neither on nor named");
            }
        }
    }

    private void Forgotten(string name)
    {
        _owed.Remove(name);
        if (_reached.GetValueOrDefault(name, Moment.Zero) < _coordinatorSince && Lab.Journal.LastOrDefault(entry => entry.Nodes.Contains(name)) is null)
        {
            Excused("the coordinator never heard of it");
        }
        else if (_wentAlone.Contains(name))
        {
            Excused("no outage was open at the coordinator: the node went alone");
        }
        else if (Lab.Coordinator.Journal.StuckUntil > Moment.Zero)
        {
            Excused("the disk did not answer");
        }
        else
        {
            Violated($"{name} was stopped by the outage, it is off, and nobody is going to start it");
        }
    }

    /// <summary>The gate, and start after start along the longest chain of needs: what needs nothing of another is started beside it.</summary>
    private TimeSpan Bound()
    {
        var policy = Lab.Config.Policy;
        return SilentFeeds.Bound(Lab) + policy.Debounce + policy.Restart.StableFor + policy.Restart.GateAtMost + TimeSpan.FromMinutes(2) + (Math.Max(1, Lab.Rules.Plans.MostWaves) * policy.Restart.Tries * policy.Restart.BootAtMost);
    }
}
