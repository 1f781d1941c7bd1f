using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation;

/// <summary>What made an outage hard: seeds that are all easy prove nothing, so tests hold floors on these.</summary>
internal static class LabTraits
{
    public static ImmutableSortedSet<string> Of(SimulatedLab lab, OutageScript script)
    {
        var acts = script.Events.Select(one => one.Act).ToHashSet();
        var traits = new List<string>();

        void Add(string trait, bool holds)
        {
            if (holds)
            {
                traits.Add(trait);
            }
        }

        Add("infeasible", lab.Rules.Plans.HasInfeasible);
        Add("order given up", lab.Rules.Plans.HasDropped);
        Add("dual-feed", lab.Config.Nodes.Any(node => node.Feeds.Length > 1));
        Add("several UPSes", lab.Grid.Upses.Count > 1);
        Add("more than 20 nodes", lab.Config.Nodes.Length > 20);
        Add("blind path", lab.Config.Switches.Any(one => one.Feeds.IsEmpty));
        Add("observe", lab.Config.Mode == LabMode.Observe);
        Add("crashed in commit", lab.Rules.HasCrashedInCommit);
        Add("coordinator lost", acts.Contains(OutageAct.CoordinatorCrashes));
        Add("partitioned", acts.Overlaps([OutageAct.CutOff, OutageAct.SwitchDies]));
        Add("suspended", acts.Contains(OutageAct.Suspended));
        Add("agent crashed", acts.Contains(OutageAct.AgentCrashes));
        Add("rebooted", acts.Contains(OutageAct.Reboots));
        Add("bad wire", acts.Overlaps([OutageAct.WireLoses, OutageAct.WireDoubles, OutageAct.WireDelays, OutageAct.WireRepeats]));
        Add("battery lied", acts.Overlaps([OutageAct.TellsRuntime, OutageAct.LosesCharge]));
        Add("watts declared", lab.Config.Nodes.Any(node => node.Watts is not null));
        Add("load moved", lab.Grid.Upses.Values.Any(ups => ups.HasCarriedMore));
        Add("overload foreseen", lab.Rules.Plans.HasOverload);
        Add("overloaded", lab.Grid.Upses.Values.Any(ups => ups.WasOverloaded));
        Add("self-test", lab.Grid.Upses.Values.Any(ups => ups.HasTested));
        Add("self-test as the mains went", lab.Grid.Upses.Values.Any(ups => ups.WentInTest));
        Add("wall clock jumped back", script.Events.Any(one => one.Act == OutageAct.WallClockJumps && one.Span < TimeSpan.Zero));
        Add("low battery shown", acts.Contains(OutageAct.IsLowBelow));
        Add("forced shutdown shown", acts.Contains(OutageAct.ShowsShutdown));
        Add("no runtime told", acts.Contains(OutageAct.TellsNothing));
        Add("somebody ordered", lab.Journal.Any(entry => entry.Transition == SequenceTransition.StepOrdered));
        Add("stopped by lease", lab.Timeline.Entries.Any(entry => entry.Text == "stops: its lease ran out"));
        Add("somebody restarted", lab.Journal.Any(entry => entry is { Transition: SequenceTransition.NodeReturned, Node.Length: > 0 }));
        Add("outlet cycled", lab.Journal.Any(entry => entry is { Transition: SequenceTransition.StartOrdered, Outlet: OutletAct.Cycle }));
        Add("outlet switched on only", lab.Journal.Any(entry => entry is { Transition: SequenceTransition.StartOrdered, Outlet: OutletAct.On }));
        Add("somebody missed", lab.Journal.Any(entry => entry.Transition == SequenceTransition.NodeMissed));
        Add("second outage in the restart", lab.Journal.Zip(lab.Journal.Skip(1)).Any(pair =>
            pair is { First.Transition: SequenceTransition.StartOrdered or SequenceTransition.GateOpened, Second.Transition: SequenceTransition.OutageOpened }));
        Add("feed cut", lab.Journal.Any(entry => entry.Transition == SequenceTransition.CutConfirmed));
        Add("cut refused or aborted", lab.Journal.Any(entry => entry.Transition is SequenceTransition.CutRefused or SequenceTransition.CutAborted));
        Add("outlets cut", lab.Timeline.Entries.Any(entry => entry.Text == "cuts its outlets"));
        Add("somebody shed", lab.Journal.Any(entry => entry.Transition == SequenceTransition.StepOrdered && entry.Detail.StartsWith("tier ", StringComparison.Ordinal)));
        Add("service shed", lab.Journal.Any(entry => entry.Transition == SequenceTransition.StepOrdered && ServiceStep.IsId(entry.Step) && entry.Detail.StartsWith("tier ", StringComparison.Ordinal)));
        Add("units stopped", lab.Machines.Values.Any(machine => machine.Units.WasAnyStopped));
        Add("units hung", lab.Machines.Values.Any(machine => machine.Units.DidAnyHang));
        Add("stop took longer", lab.Rules.Plans.HasAny && acts.Overlaps([OutageAct.StopsIn, OutageAct.Hangs]));
        foreach (var name in lab.Rules.Plans.Urgencies)
        {
            Add($"urgent: {name}", true);
        }

        Add("operator asked for a shutdown", lab.Journal.Any(entry => entry is { Cause: Cause.Operator, Transition: SequenceTransition.OutageOpened }));
        Add("operator's shutdown joined", lab.Journal.Any(entry => entry is { Cause: Cause.Operator, Transition: SequenceTransition.CauseJoined }));
        Add("operator cancelled", lab.Journal.Any(entry => entry is { Cause: Cause.Operator, Transition: SequenceTransition.CauseGone, Operator.Length: > 0 }));
        Add("operator held", lab.Journal.Any(entry => entry.Transition == SequenceTransition.Held));
        Add("operator released", lab.Journal.Any(entry => entry.Transition == SequenceTransition.Released));
        Add("operator started", lab.Journal.Any(entry => entry is { Transition: SequenceTransition.TargetJoined, Operator.Length: > 0 }));
        Add("somebody stopped by an operator", lab.Rules.Operator.HasStopped);
        Add("cut by others", lab.Rules.HasBeenCutByOthers);
        Add("went by its own upsmon", lab.Timeline.Entries.Any(entry => entry.Text == "stops: its own upsmon"));
        Add("blind: stay", lab.Config.Nodes.Any(node => node.Blind is { StopAfter: null }));
        Add("blind: stop_after", lab.Config.Nodes.Any(node => node.Blind is { StopAfter: not null }));
        Add("went blind", lab.Rules.Deaf.HasGuessed);
        Add("mains came back", acts.Contains(OutageAct.MainsBack));
        return [.. traits];
    }
}
