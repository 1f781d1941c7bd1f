using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation.Scripts;

/// <summary>Does to a lab what a script says.</summary>
internal sealed class ScriptPlayer(SimulatedLab lab)
{
    /// <summary>What hangs is ended by the dark.</summary>
    private static readonly TimeSpan ForEver = TimeSpan.FromHours(24);

    public void Play(OutageEvent one)
    {
        if (one.At is not null)
        {
            var phrase = OutagePhrases.Of(one.Act);
            var subject = phrase.Subject switch { SubjectKind.Coordinator => "coordinator", SubjectKind.Wire => "wire", _ => one.Subject };
            var words = OutagePhrases.Write(one with { At = null, Subject = "" }).Trim();
            lab.Timeline.Add(TimelineKind.Script, subject, words.StartsWith(subject + " ", StringComparison.Ordinal) ? words[(subject.Length + 1)..] : words.Replace("switch  ", "", StringComparison.Ordinal));
        }

        switch (OutagePhrases.Of(one.Act).Subject)
        {
            case SubjectKind.Feed:
                Feed(one);
                break;
            case SubjectKind.Node:
                Node(one);
                break;
            case SubjectKind.Coordinator:
                Coordinator(one);
                break;
            case SubjectKind.Wire:
                Wire(one);
                break;
            case SubjectKind.Switch when one.Act == OutageAct.SwitchDies:
                lab.Network.Kill(one.Subject);
                break;
            case SubjectKind.Switch:
                lab.Network.Revive(one.Subject);
                break;
        }
    }

    private void Feed(OutageEvent one)
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
            case OutageAct.IsSilent:
                ups.SilentUntil = lab.Clock.Now + one.Span;
                break;
        }
    }

    private void Node(OutageEvent one)
    {
        var (machine, agent) = (lab.Machines[one.Subject], lab.Agents[one.Subject]);
        switch (one.Act)
        {
            case OutageAct.AgentCrashes:
                agent.Crash(one.Span);
                break;
            case OutageAct.SwitchedOff:
                machine.TurnOff();
                break;
            case OutageAct.SwitchedOn:
                machine.Boot();
                break;
            case OutageAct.Reboots:
                machine.TurnOff();
                machine.Boot();
                break;
            case OutageAct.CutOff:
                lab.Network.CutOff(one.Subject);
                lab.Clock.After(one.Span, () => lab.Network.Rejoin(one.Subject));
                break;
            case OutageAct.Suspended:
                machine.Suspend(one.Span);
                break;
            case OutageAct.StopsIn:
                machine.StopTakes = one.Span;
                break;
            case OutageAct.Hangs:
                machine.StopTakes = ForEver;
                break;
            case OutageAct.Refuses:
                machine.Refuses = true;
                agent.Refuse();
                break;
            case OutageAct.CannotPowerOff:
                machine.CannotPowerOff = true;
                lab.Clock.After(one.Span, () => machine.CannotPowerOff = false);
                break;
            case OutageAct.Drifts:
                machine.Clock.Drift = one.Ratio;
                break;
        }
    }

    private void Coordinator(OutageEvent one)
    {
        var coordinator = lab.Coordinator;
        switch (one.Act)
        {
            case OutageAct.CoordinatorCrashes:
                coordinator.CrashFor(one.Span);
                break;
            case OutageAct.JournalStuck:
                coordinator.Journal.StuckUntil = lab.Clock.Now + one.Span;
                break;
            case OutageAct.WallClockJumps:
                coordinator.WallClockError += one.Span;
                break;
            default:
                coordinator.Crash = new CrashPlan(
                    one.Act is OutageAct.CrashesBeforeCommit or OutageAct.CrashesAfterCommit ? SequenceTransition.FeedCommitted : SequenceTransition.StepOrdered,
                    one.Act is OutageAct.CrashesBeforeCommit or OutageAct.CrashesBeforeOrder ? CrashSide.BeforeWrite : CrashSide.AfterWrite,
                    one.Span);
                break;
        }
    }

    private void Wire(OutageEvent one) => lab.Network.Faults = one.Act switch
    {
        OutageAct.WireLoses => lab.Network.Faults with { Lost = one.Ratio },
        OutageAct.WireDoubles => lab.Network.Faults with { Doubled = one.Ratio },
        OutageAct.WireDelays => lab.Network.Faults with { Slow = one.Ratio, SlowBy = one.Span },
        _ => lab.Network.Faults with { Stray = one.Ratio, StrayFor = one.Span },
    };
}
