using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Rules;

/// <summary>I2. What is needed stops when those who need it are off, or at its latest start, and the plan names what it gave up.</summary>
internal sealed class NeedsStopAfterTheirDependents : Rule
{
    /// <summary>Between deciding and acting, and what two clocks may differ by over a plan.</summary>
    private static readonly TimeSpan Blur = TimeSpan.FromMilliseconds(500);

    private const string BackSince = "the dependent was off when the order was given, and has started again since (P20)";

    private readonly HashSet<string> _heldShort = [];
    private readonly Dictionary<string, int> _began = [];

    public override string Id => "I2";

    internal override void AgentTook(SimulatedAgent agent, AgentPowerInput input, AgentPowerState before, AgentPowerState after)
    {
        if (input is not AgentPowerInput.LeaseCame || ReferenceEquals(before.Lease, after.Lease))
        {
            return;
        }

        if (after.Lease is { } lease && IsHeldShort(agent, lease.Fence))
        {
            _heldShort.Add(agent.Name);
        }
        else
        {
            _heldShort.Remove(agent.Name);
        }
    }

    internal override void StopBegan(SimulatedAgent agent, StopCause cause)
    {
        _began[agent.Name] = agent.Machine.Boots;
        foreach (var (name, instances) in ByTheLab(agent.Name).Concat(ByThePlan(agent.Name, cause)).DistinctBy(edge => edge.Dependent))
        {
            if (Lab.Machines[name] is { IsOn: true } dependent)
            {
                Judge(agent, cause, dependent, instances);
            }
            else
            {
                Held();
            }
        }
    }

    /// <param name="instances">Nodes of which the dependent needs this one or another: where an order among them is given up, the plan names one.</param>
    private void Judge(SimulatedAgent agent, StopCause cause, SimulatedMachine dependent, ImmutableArray<string> instances)
    {
        var now = Lab.Clock.Now;
        var isGivenUp = IsGivenUp(dependent.Name, instances, cause);
        if (!IsSeenDying(dependent, cause) && !Lab.Rules.Operator.IsInScope(dependent.Name, cause))
        {
            Excused("the dependent is out of scope (P24)");
        }
        else if (dependent.Refuses || dependent.CannotPowerOff)
        {
            Excused("the dependent refused");
        }
        else if (dependent.StoppingSince is { } since && now >= since + dependent.Config.Stop)
        {
            Excused("the dependent's time was over (P19)");
        }
        else if (!cause.IsOrder && Lab.Rules.Alone.Includes(agent.Name))
        {
            Excused("it was alone, and went by its own reading (P9, P12)");
        }
        else if (Lab.Rules.Presumed.Includes(dependent))
        {
            Excused("the dependent cannot be reached, and is presumed off (P20)");
        }
        else if (cause.IsOrder && Lab.Rules.Presumed.WasAt(cause.OrderId, dependent.Name))
        {
            Excused("the dependent was presumed off (P20) when the order was given, and has answered again since");
        }
        else if (Start(agent.Name, cause) is { } start && now + Blur >= start - (2 * Lab.Config.Policy.Beat))
        {
            AtItsLatestStart(agent, cause, dependent, isGivenUp);
        }
        else if (isGivenUp && GoesByItsLease(cause))
        {
            Excused("the order was given up, and its lease, which assumes the worst load (P8), ended before its latest start");
        }
        else if (isGivenUp && cause.IsOrder && PlanOf(cause)?.StepOf(agent.Name) is { } step && step.Start < step.LatestStart - (2 * Lab.Config.Policy.Beat) && step.Start <= OrderOf(cause)!.At)
        {
            Excused("the order was given up, and a trigger or a shed tier had it start: nothing is gained by waiting");
        }
        else if (isGivenUp && !IsGivenUp(dependent.Name, [agent.Name], cause))
        {
            Excused("the order towards the instance that was to outlive it was given up, and named");
        }
        else if (cause.IsForeign)
        {
            Excused("its own upsmon took it down, whatever was planned (P16)");
        }
        else if (!cause.IsOrder && _heldShort.Contains(agent.Name) && dependent.Phase == MachinePhase.Stopping)
        {
            Excused("what it needs could not be given a longer lease (P7), and the dependent was on its way");
        }
        else if (!cause.IsOrder && _heldShort.Contains(agent.Name) && HearsNothing(dependent))
        {
            Excused("what it needs could not be given a longer lease (P7), and the dependent hears nothing and holds none");
        }
        else if (!cause.IsOrder && IsInSilence(agent.Machine) && IsOnItsOwn(dependent))
        {
            Excused("its lease ran out in silence (P9), and the dependent hears nothing and holds none but its own");
        }
        else if (!cause.IsOrder && instances.Any(other => other != agent.Name && WentUnasked(other)) && (IsInSilence(agent.Machine) || NeedsOf(agent.Name, cause.Fence).Any(need => WentUnasked(need.Node))))
        {
            Excused("another instance was to outlive it and went unasked, and nobody can give it a longer lease (P7, P9)");
        }
        else if (!cause.IsOrder && instances.Any(other => other != agent.Name && IsGoneUnknown(other, agent.Machine) && IsToOutlive(other, dependent.Name, cause)))
        {
            Excused("another instance was to outlive it and went before, which was judged then, and nobody knew that or can give this one a longer lease (P7, P9)");
        }
        else if (StartedSince(dependent, cause))
        {
            Excused(BackSince);
        }
        else
        {
            var due = Start(agent.Name, cause) is { } latest ? $"{(latest - now).TotalSeconds:0.0} s before its latest start" : "under no plan that names it";
            var given = string.Join(", ", Lab.Rules.Plans.DroppedBy(dependent.Name).DefaultIfEmpty("none"));
            Violated($"{agent.Name} begins to stop by {(cause.IsOrder ? "order" : "lease")} {due}, and {dependent.Name}, which needs it, is {Words.Of(dependent.Phase)} (orders of it that were given up: {given})");
        }
    }

    /// <summary>The plan or the journal names each order that is not kept.</summary>
    private void AtItsLatestStart(SimulatedAgent agent, StopCause cause, SimulatedMachine dependent, bool isGivenUp)
    {
        if (isGivenUp || (cause.IsOrder && OrderOf(cause) is { } order && Names(order, dependent.Name)))
        {
            Held();
        }
        else if (!cause.IsOrder)
        {
            Excused("its lease ran out at its latest start, and nobody was there to name it (P19)");
        }
        else if (StartedSince(dependent, cause))
        {
            Excused(BackSince);
        }
        else if (dependent.Phase == MachinePhase.Stopping)
        {
            Excused("its latest start had come, and the dependent was on its way by its own order (P19)");
        }
        else
        {
            Violated($"{agent.Name} begins to stop by order at its latest start, and nothing names {dependent.Name}, which needs it and is {Words.Of(dependent.Phase)}");
        }
    }

    /// <summary>An order comes before the lease ends by what it takes to be told.</summary>
    private bool GoesByItsLease(StopCause cause) =>
        !cause.IsOrder || (OrderOf(cause) is { LeaseUntil: { } until } && Lab.Coordinator.Clock.ToTrue(until) - Lab.Clock.Now <= 4 * Lab.Config.Policy.Beat);

    /// <summary>
    /// Its feeds are truly on battery, and the plan knows it or readings could have told it: of a feed whose upsd went before its mains nobody
    /// knows (P15), and one whose last word was on line carries it yet (P24).
    /// </summary>
    private bool IsSeenDying(SimulatedMachine dependent, StopCause cause)
    {
        var upses = Lab.Grid.UpsesOf(dependent.Config.Feeds).ToList();
        return Lab.Grid.IsDying(dependent.Config.Feeds)
            && (Lab.Rules.Plans.Of(cause.Fence)?.StepOf(dependent.Name) is not null || (upses.Any(IsTold) && !upses.Any(LooksOnLine)));
    }

    /// <summary>Not in the minute in which OB is taken for a self-test (ADR 0022), and not by what a process that is gone read of it in an outage that is over.</summary>
    private bool IsTold(SimulatedUps ups) =>
        Lab.Coordinator.Feeds.LastReadAt(ups.Name) is { } read && read >= ups.OnBatterySince && read >= ups.HiddenUntil
        && (Lab.Coordinator.Feeds.IsHeard(ups.Name) || Lab.Coordinator.Engine?.State.Feeds.ContainsKey(ups.Name) != false);

    private bool LooksOnLine(SimulatedUps ups) => ups.IsOnBattery && !IsTold(ups) && Lab.Clock.Now - Lab.Coordinator.Feeds.LastReadAt(ups.Name) <= Lab.Config.Policy.MaxAge;

    /// <summary>By the journal it was off, as it truly was: an order that was given before another boot of it had said its hello is not called back.</summary>
    private bool StartedSince(SimulatedMachine dependent, StopCause cause) =>
        cause.IsOrder && OrderOf(cause) is { } given
        && Lab.Journal.TakeWhile(entry => !ReferenceEquals(entry, given)).LastOrDefault(entry => entry.Node == dependent.Name && entry.Step == $"stop:{dependent.Name}")
            is { Transition: SequenceTransition.StepPresumed or SequenceTransition.StepSeenOff } off
        && off.NodeBootId.Length > 0 && off.NodeBootId != dependent.BootId;

    /// <summary>
    /// A lease that P7 kept shorter than the plan wanted: when it was granted, what it needs might have gone as soon as it is off, by the
    /// lease that it held or by one that was on its way to it when it could no longer be told; or a coordinator that started again has not heard it,
    /// and lengthens nobody beyond what the one before had granted.
    /// </summary>
    private bool IsHeldShort(SimulatedAgent agent, Fence fence) =>
        Lab.Rules.Plans.Of(fence)?.StepOf(agent.Name) is { } step && agent.TrueExpiry is { } own
        && NeedsOf(agent.Name, fence).Any(need =>
            Lab.Agents[need.Node].TrueExpiry is { } its ? its - (step.Duration * 1.02) <= own + Blur : HearsNothing(Lab.Machines[need.Node]) || Lab.Coordinator.MayHaveLeft(need.Node));

    /// <summary>Nobody can make it go, and nothing that it holds does.</summary>
    private bool HearsNothing(SimulatedMachine machine) =>
        machine.IsRunning && Lab.Agents[machine.Name].TrueExpiry is null && !Lab.Network.IsOpen(Lab.Coordinator.Host, machine);

    /// <summary>By the loss of its power, or by hand.</summary>
    private bool WentUnasked(string node) => Lab.Machines[node] is { IsOn: false } machine && _began.GetValueOrDefault(node) != machine.Boots;

    /// <summary>
    /// By the plan that the node acted on, by the one that holds now, or by one under which it, the dependent or another instance was ordered: orders
    /// that were given stand under the plans that follow, which name them no more. Or the log said that a lease does not wait, or that the time for it
    /// was over.
    /// </summary>
    private bool IsGivenUp(string dependent, ImmutableArray<string> instances, StopCause cause)
    {
        var plans = instances.Append(dependent).Select(PlanOfOrder).Append(Lab.Rules.Plans.Of(cause.Fence)).Append(PlanOf(cause)).Append(Lab.Rules.Plans.Last).OfType<StopPlan>().ToList();
        return instances.Any(instance => Lab.Rules.Plans.IsForced(dependent, instance) || (OrderTo(instance) is { } order && Names(order, dependent)) || plans.Any(plan => plan.Dropped.Any(edge => edge.From == dependent && edge.To == instance)));
    }

    /// <summary>By the plan that was acted on: of the instances that a service needs, the one that is kept for it.</summary>
    private bool IsToOutlive(string instance, string dependent, StopCause cause) =>
        Lab.Rules.Plans.Of(cause.Fence) is { } plan && plan.StepOf(dependent) is { } step && plan.StepOf(instance)?.After.Contains(step.Id) == true;

    /// <summary>It goes or went, and no coordinator has seen it off or could tell the one that is left.</summary>
    private bool IsGoneUnknown(string instance, SimulatedMachine left) =>
        !Lab.Machines[instance].IsRunning
        && (IsInSilence(left) || Lab.Journal.LastOrDefault(entry => entry.Node == instance) is not { Transition: SequenceTransition.StepPresumed or SequenceTransition.StepSeenOff });

    private IEnumerable<StopStep> NeedsOf(string node, Fence fence) =>
        Lab.Rules.Plans.Of(fence) is { } plan && plan.StepOf(node) is { } step ? plan.Steps.Where(need => need.After.Contains(step.Id)) : [];

    private bool IsInSilence(SimulatedMachine machine) => !Lab.Coordinator.IsAwake || !Lab.Network.IsOpen(Lab.Coordinator.Host, machine);

    /// <summary>It runs in silence without a lease, or by one that it took alone (P12), or is about to start again: who granted the other's lease knew nothing of that.</summary>
    private bool IsOnItsOwn(SimulatedMachine machine) =>
        IsInSilence(machine) && (machine.Phase == MachinePhase.Booting || (machine.IsRunning && (Lab.Agents[machine.Name].TrueExpiry is null || Lab.Rules.Alone.Includes(machine.Name))));

    /// <summary>The latest start in the generation that the node acted on, or in the one under which the step was journalled.</summary>
    private Moment? Start(string node, StopCause cause)
    {
        if (cause.IsForeign)
        {
            return Lab.Rules.Plans.LatestStartNow(node);
        }

        var acted = Lab.Rules.Plans.LatestStart(cause.Fence.Epoch, cause.Fence.Generation, node);
        var journalled = cause.IsOrder && OrderOf(cause) is { } entry
            ? Lab.Rules.Plans.LatestStart(entry.Epoch, entry.Generation, node)
            : null;
        return acted is { } one && journalled is { } two ? Moment.Min(one, two) : acted ?? journalled;
    }

    /// <summary>
    /// Nodes with services that cannot do without what would be too few without this node. An instance on the dependent itself serves it to
    /// its own end: it cannot go before the node that it is on.
    /// </summary>
    private IEnumerable<(string Dependent, ImmutableArray<string> Instances)> ByTheLab(string node) =>
        from need in Lab.Config.Services
        where need.On.Contains(node)
        from service in Lab.Config.Services
        where service.Needs.Contains(need.Name)
        from dependent in service.On
        where dependent != node && need.On.Count(other => other != node && (other == dependent ? Lab.Machines[other].IsOn : Lab.Machines[other].IsRunning)) < need.Need
        select (dependent, need.On);

    private IEnumerable<(string Dependent, ImmutableArray<string> Instances)> ByThePlan(string node, StopCause cause) =>
        PlanOf(cause) is { } plan && plan.StepOf(node) is { } step
            ? plan.Steps.Where(other => step.After.Contains(other.Id)).Select(other => (other.Node, ImmutableArray.Create(node)))
            : [];

    /// <summary>An order is decided once, and repeated under the plans that follow.</summary>
    private StopPlan? PlanOf(StopCause cause) => cause.IsOrder && OrderOf(cause) is { } given
        ? Lab.Rules.Plans.Of(given)
        : Lab.Rules.Plans.Of(cause.Fence);

    private StopPlan? PlanOfOrder(string node) => OrderTo(node) is { } given ? Lab.Rules.Plans.Of(given) : null;

    private JournalEntry? OrderTo(string node) => Lab.Journal.LastOrDefault(entry => entry.Node == node && entry.Transition == SequenceTransition.StepOrdered);

    /// <summary>As one who is not off yet, and for whom there is no time.</summary>
    private static bool Names(JournalEntry order, string dependent) =>
        order.Detail.Split("; ").Any(part => part.Contains(" not off yet", StringComparison.Ordinal) && part.Split(' ', ',').Contains(dependent));

    private JournalEntry? OrderOf(StopCause cause) => Lab.Journal.FirstOrDefault(entry => entry.OrderId == cause.OrderId && entry.Transition == SequenceTransition.StepOrdered);
}
