using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// The cut with return (P25): FSD first where somebody listens, then the order with its delay, then the word of the UPS. Nothing of it holds
/// a stop up past its latest start, and what fails is named and passed.
/// </summary>
internal static class CutAdvance
{
    /// <summary>Until FSD counts as not taken.</summary>
    private static readonly TimeSpan Announcing = TimeSpan.FromSeconds(8);

    /// <summary>Until the order counts as not taken: to connect, to set the delay, to read it back, to be told the outcome.</summary>
    private static readonly TimeSpan Ordering = TimeSpan.FromSeconds(20);

    /// <summary>What the UPSes say, and the cuts whose command goes through no node that stops.</summary>
    public static void Into(SequenceRound round)
    {
        foreach (var (feed, cut) in round.State.Cuts)
        {
            Follow(round, feed, cut);
        }

        foreach (var cut in round.Seen.Plan?.Cuts ?? [])
        {
            if (cut.Before.IsEmpty && round.State.CommittedFeeds.Contains(cut.Feed) && (IsOver(round, cut) || IsAtTheMargin(round, cut.Feed)))
            {
                Drive(round, cut with { Delay = Longer(cut.Delay, StillStopping(round, cut)) }, mayWait: true);
            }
        }
    }

    /// <summary>Whether a step that is due waits for a cut that goes through its node.</summary>
    public static bool Holds(SequenceRound round, StopPlan plan, StopStep step)
    {
        var mayWait = round.Seen.Now < step.LatestStart;
        var goesLast = round.Seen.Lab.Node(step.Node) is { IsCoordinator: true };
        var holds = false;
        foreach (var cut in plan.Cuts.Where(cut => cut.Before.Contains(step.Id)))
        {
            if (!IsOver(round, cut))
            {
                Abort(round, cut.Feed, $"{PlanWords.List(Running(round, cut))} {(Running(round, cut).Count == 1 ? "is" : "are")} not off, and {step.Node} has no time left to wait");
                continue;
            }

            if (goesLast && Untold(round, cut, step) is [var untold, ..])
            {
                Abort(round, cut.Feed, $"{untold} is not told to stop, and nobody will tell it after {step.Node}");
                continue;
            }

            holds |= Drive(round, cut, mayWait);
        }

        // Mains that are back take the step itself back, in the next round.
        return (holds && mayWait) || plan.Cuts.Any(cut => cut.Before.Contains(step.Id) && round.State.Cuts.ContainsKey(cut.Feed) && IsTakenBack(round, cut.Feed));
    }

    /// <summary>Goes as far as it may now; true while it waits for the UPS.</summary>
    private static bool Drive(SequenceRound round, CutStep cut, bool mayWait)
    {
        if (round.State.Advisory || round.Seen.Lab.Feed(cut.Feed) is null)
        {
            return false;
        }

        cut = cut with { Delay = Longer(cut.Delay, Unseen(round, cut)) };
        if (!round.State.Cuts.ContainsKey(cut.Feed))
        {
            Begin(round, cut);
        }

        if (round.State.Cuts.GetValueOrDefault(cut.Feed) is { Phase: CutPhase.Announced } announced)
        {
            var answer = AnswerOf(round, cut.Feed, CutAct.SetForcedShutdown);
            if (answer is null && mayWait && round.Seen.Now < announced.At + Announcing)
            {
                return true;
            }

            Order(round, cut, answer switch
            {
                null => "; nobody knows whether FSD is set",
                { IsTaken: false } => $"; FSD is not set: {answer.Detail}",
                _ => "",
            });
        }

        return round.State.Cuts.GetValueOrDefault(cut.Feed) is { Phase: CutPhase.Ordered };
    }

    private static void Begin(SequenceRound round, CutStep cut)
    {
        // Of a feed that is on line, or of which nothing is heard, nobody knows whom it would hit.
        if (!IsOnBattery(round, cut.Feed))
        {
            Abort(round, cut.Feed, $"{cut.Feed} does not say that it is on battery");
            return;
        }

        if (!round.State.CommittedFeeds.Contains(cut.Feed))
        {
            round.Add(SequenceTransition.FeedCommitted, "its cut comes next", entry => entry with { Feeds = [cut.Feed] });
        }

        if (cut.SetsForcedShutdown)
        {
            round.Add(SequenceTransition.FsdSet, cut.Reason, entry => entry with { Feeds = [cut.Feed] });
        }
        else
        {
            Order(round, cut, "");
        }
    }

    private static void Order(SequenceRound round, CutStep cut, string besides)
    {
        if (IsOnLine(round, cut.Feed))
        {
            Abort(round, cut.Feed, $"the mains are back before it was ordered{besides}");
            return;
        }

        round.Add(SequenceTransition.CutOrdered, $"in {PlanWords.Least(cut.Delay)} at least, {cut.Reason}{besides}", entry => entry with { Feeds = [cut.Feed], Delay = cut.Delay });
    }

    private static void Follow(SequenceRound round, string feed, CutState cut)
    {
        if (round.State.Advisory && cut.Phase is CutPhase.Announced or CutPhase.Ordered or CutPhase.Confirmed && round.Seen.Now < (cut.CutAt ?? Moment.Never))
        {
            Abort(round, feed, "the lab only observes from here on");
            return;
        }

        // Resumed, and not told in this process: it is looked at again before the UPS is told.
        if (cut.Phase == CutPhase.Ordered && !round.Seen.ToldCuts.Contains(feed) && IsOnLine(round, feed))
        {
            Abort(round, feed, "the mains are back, and nobody knows whether the UPS was told");
            return;
        }

        if (cut.Phase != CutPhase.Ordered)
        {
            return;
        }

        var answer = AnswerOf(round, feed, CutAct.Cut);
        if (answer is { IsTaken: true })
        {
            round.Add(SequenceTransition.CutConfirmed, $"in {PlanWords.Span(answer.Delay)}: {answer.Detail}", entry => entry with { Feeds = [feed], Delay = answer.Delay });
        }
        else if (answer is not null || round.Seen.Now >= cut.At + Ordering)
        {
            var why = answer?.Detail ?? $"no word of it for {PlanWords.Span(Ordering)}";
            round.Add(SequenceTransition.CutRefused, $"{feed} is not cut: {why}", entry => entry with { Feeds = [feed] });
        }
    }

    private static void Abort(SequenceRound round, string feed, string why)
    {
        if (!round.State.Advisory || round.State.Cuts.ContainsKey(feed))
        {
            round.Add(SequenceTransition.CutAborted, $"{feed} is not cut: {why}", entry => entry with { Feeds = [feed] });
        }
    }

    /// <summary>At the margin some may have been told just now; who refused has no time of its own.</summary>
    private static TimeSpan StillStopping(SequenceRound round, CutStep cut) => cut.After
        .Where(id => round.State.Steps.GetValueOrDefault(id) is { IsOver: false, Phase: not StepPhase.Refused })
        .Select(id => round.Planned[id].Duration * (1 + LatestStarts.Drift))
        .DefaultIfEmpty()
        .Max();

    /// <summary>Who is only presumed off took the order a moment before it acted upon it, and was not seen to be dark: the tail stands for both (P20).</summary>
    private static TimeSpan Unseen(SequenceRound round, CutStep cut) =>
        cut.After.Any(id => round.State.PhaseOf(id) == StepPhase.Presumed) ? round.Seen.Lab.Policy.Tail : TimeSpan.Zero;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static bool IsTakenBack(SequenceRound round, string feed) => round.State.Cuts[feed].Phase == CutPhase.Aborted && IsOnLine(round, feed);

    private static List<string> Running(SequenceRound round, CutStep cut) =>
        [.. cut.After.Where(id => !IsOff(round, id) || StartsBefore(round, id, cut)).Select(id => round.Planned[id].Node)];

    /// <summary>Who was to stop within the delay, by an order that is still to come.</summary>
    private static List<string> Untold(SequenceRound round, CutStep cut, StopStep last) =>
        [.. cut.Before
            .Where(id => id != last.Id && round.State.PhaseOf(id) == StepPhase.Pending && round.Seen.Lab.Node(round.Planned[id].Node)?.Feeds.Contains(cut.Feed) == true)
            .Select(id => round.Planned[id].Node)];

    /// <summary>It waited for its power to go, and starts again before the UPS would take it (P26): the cut would hit it as it starts.</summary>
    private static bool StartsBefore(SequenceRound round, string id, CutStep cut) =>
        round.State.Steps.GetValueOrDefault(id) is { RebootAt: { } at } && at <= round.Seen.Now + Longer(cut.Delay, round.Seen.Lab.Policy.Tail);

    /// <summary>Seen off; or presumed so, where it was told to go.</summary>
    private static bool IsOff(SequenceRound round, string id) => round.State.Steps.GetValueOrDefault(id) is { } step
        && (step.Phase == StepPhase.SeenOff || (step.Phase == StepPhase.Presumed && StepJudgement.WasTold(round, step, round.Seen.Nodes.GetValueOrDefault(step.Node))));

    private static bool IsOver(SequenceRound round, CutStep cut) => Running(round, cut).Count == 0;

    private static CutAnswer? AnswerOf(SequenceRound round, string feed, CutAct act) =>
        round.Seen.CutAnswers.TryGetValue(feed, out var answer) && answer.Act == act ? answer : null;

    private static FeedAssessment? Fresh(SequenceRound round, string feed) => round.Seen.Feeds.FirstOrDefault(seen => seen.Feed == feed && !seen.IsStale);

    /// <summary>By its own fresh word, whatever FSD stands beside it.</summary>
    private static bool IsOnBattery(SequenceRound round, string feed) => Fresh(round, feed) is { } seen && UpsStatus.Parse(seen.RawStatus).SaysOnBattery;

    private static bool IsOnLine(SequenceRound round, string feed) =>
        Fresh(round, feed) is { } seen && UpsStatus.Parse(seen.RawStatus) is { SaysOnLine: true, SaysOnBattery: false };

    /// <summary>P25: it waits for all that hangs on it, or for the end of the battery less the margin.</summary>
    private static bool IsAtTheMargin(SequenceRound round, string feed) =>
        Fresh(round, feed) is { Runtime: { } left } seen && UpsStatus.Parse(seen.RawStatus).SaysOnBattery && left <= round.Seen.Lab.Policy.Margin && SaysSoItself(round, seen);

    /// <summary>
    /// Our least estimate is careful for stops, and careless for a cut that hits machines: the fall of the charge may be from before they went,
    /// and their load with them. Where the UPS tells a runtime, it has to be near its end by its own word too.
    /// </summary>
    private static bool SaysSoItself(SequenceRound round, FeedAssessment seen) =>
        seen.ReportedRuntime is not { } reported || reported <= round.Seen.Lab.Policy.Margin || UpsStatus.Parse(seen.RawStatus).IsLowBattery;
}
