using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation.Scripts;

/// <summary>Does to a lab what a script says.</summary>
internal sealed class ScriptPlayer(SimulatedLab lab)
{
    public void Play(OutageEvent one)
    {
        if (one.At is not null)
        {
            var phrase = OutagePhrases.Of(one.Act);
            var subject = phrase.Subject switch { SubjectKind.Coordinator => "coordinator", SubjectKind.Operator => "operator", SubjectKind.Wire => "wire", _ => one.Subject };
            var words = OutagePhrases.Write(one with { At = null, Subject = "" }).Trim();
            lab.Timeline.Add(TimelineKind.Script, subject, words.StartsWith(subject + " ", StringComparison.Ordinal) ? words[(subject.Length + 1)..] : words.Replace("switch  ", "", StringComparison.Ordinal));
        }

        switch (OutagePhrases.Of(one.Act).Subject)
        {
            case SubjectKind.Feed:
                new FeedActs(lab).Play(one);
                break;
            case SubjectKind.Node:
                new NodeActs(lab).Play(one);
                break;
            case SubjectKind.Coordinator:
                Coordinator(one);
                break;
            case SubjectKind.Operator:
                lab.Operator.Says(one);
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
