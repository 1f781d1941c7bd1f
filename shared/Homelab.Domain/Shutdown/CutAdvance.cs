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
            if (cut.Before.IsEmpty && round.State.CommittedFeeds.Contains(cut.Feed) && (CutSight.IsOver(round, cut) || CutSight.IsAtTheMargin(round, cut.Feed)))
            {
                Drive(round, cut with { Delay = CutDelay.Longer(cut.Delay, CutSight.StillStopping(round, cut)) }, mayWait: true);
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
            if (!CutSight.IsOver(round, cut))
            {
                Abort(round, cut.Feed, $"{PlanWords.List(CutSight.Running(round, cut))} {(CutSight.Running(round, cut).Count == 1 ? "is" : "are")} not off, and {step.Node} has no time left to wait");
                continue;
            }

            if (goesLast && CutSight.Untold(round, cut, step) is [var untold, ..])
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

        cut = cut with { Delay = CutDelay.Longer(cut.Delay, CutSight.Unseen(round, cut)) };
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
        if (!CutSight.IsOnBattery(round, cut.Feed))
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
        if (CutSight.IsOnLine(round, cut.Feed))
        {
            Abort(round, cut.Feed, $"the mains are back before it was ordered{besides}");
            return;
        }

        round.Add(SequenceTransition.CutOrdered, $"in {PlanWords.Least(cut.Delay)} at least, {cut.Reason}{besides}", entry => entry with { Feeds = [cut.Feed], Delay = cut.Delay });
    }

    private static void Follow(SequenceRound round, string feed, CutState cut)
    {
        if (round.State.Advisory && cut.Phase is CutPhase.Announced or CutPhase.Ordered or CutPhase.Confirmed && round.Seen.Now < (cut.CutBy ?? Moment.Never))
        {
            Abort(round, feed, "the lab only observes from here on");
            return;
        }

        // Resumed, and not told in this process: it is looked at again before the UPS is told.
        if (cut.Phase == CutPhase.Ordered && !round.Seen.ToldCuts.Contains(feed) && CutSight.IsOnLine(round, feed))
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

    private static bool IsTakenBack(SequenceRound round, string feed) => round.State.Cuts[feed].Phase == CutPhase.Aborted && CutSight.IsOnLine(round, feed);

    private static CutAnswer? AnswerOf(SequenceRound round, string feed, CutAct act) =>
        round.Seen.CutAnswers.TryGetValue(feed, out var answer) && answer.Act == act ? answer : null;
}
