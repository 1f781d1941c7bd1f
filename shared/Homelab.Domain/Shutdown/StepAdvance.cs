namespace Homelab.Domain.Shutdown;

/// <summary>Each step for itself: ordered when its time has come, then followed until it is over.</summary>
internal static class StepAdvance
{
    public static void Into(SequenceRound round)
    {
        foreach (var (id, step) in round.State.Steps.Where(step => !ServiceStep.IsId(step.Key)).ToList())
        {
            Follow(round, id, step);
        }

        if (round.Seen.Plan is not { } plan)
        {
            return;
        }

        foreach (var step in plan.Steps)
        {
            if (round.State.PhaseOf(step.Id) == StepPhase.Pending)
            {
                Pending(round, plan, step);
            }
        }
    }

    private static void Follow(SequenceRound round, string id, StepState step)
    {
        if (!round.Seen.Nodes.TryGetValue(step.Node, out var node) || step.Phase == StepPhase.Pending)
        {
            return;
        }

        if (node.IsConnected && (node.BootId != step.BootId || step.IsOver) && step.Phase != StepPhase.Advised)
        {
            // The next boot's own record (P20): who starts anew was off before.
            if (node.BootId != step.BootId && step.Phase is StepPhase.Ordered or StepPhase.Acknowledged or StepPhase.Presumed)
            {
                round.Add(SequenceTransition.StepSeenOff, "another boot of it speaks, which is the record that it was", entry => entry with { Step = id, Node = step.Node, NodeBootId = step.BootId });
            }

            var why = node.BootId == step.BootId ? $"{step.Node} answers again" : $"{step.Node} started again";
            round.Add(SequenceTransition.StepReopened, why, entry => entry with { Step = id, Node = step.Node, NodeBootId = node.BootId });
            return;
        }

        if (node.Answer is { } answer && answer.OrderId == step.OrderId && !answer.IsPassing)
        {
            TakeAnswer(round, id, step.Node, answer);
        }

        StepJudgement.Into(round, id, step.Node, node);
    }

    private static void TakeAnswer(SequenceRound round, string id, string node, OrderAnswer answer)
    {
        // The table keeps what was said before from being said again.
        var (transition, detail) = answer.Kind is OrderAnswerKind.Accepted or OrderAnswerKind.PoweringOff
            ? (SequenceTransition.StepAcknowledged, $"{node} took the order")
            : (SequenceTransition.StepRefused, $"{node}: {answer.Detail}");
        round.Add(transition, detail, entry => entry with { Step = id, Node = node });
    }

    private static void Pending(SequenceRound round, StopPlan plan, StopStep step)
    {
        if (DrillAdvance.HasOrdered(round, step))
        {
            return;
        }

        var node = round.Seen.Nodes.GetValueOrDefault(step.Node) ?? new ObservedNode();
        if (!node.IsConnected)
        {
            StepJudgement.Into(round, step.Id, step.Node, node);
            return;
        }

        if (StartedAgain.MayStay(round, plan, step, node))
        {
            return;
        }

        // Its services come first, but cost it nothing of its own time.
        if (!IsDue(round, plan, step, node) || (!IsLast(round, step, node) && !ServiceAdvance.AreOver(round, step.Node)))
        {
            return;
        }

        var missing = FinalLeases.Missing(round, plan, step).ToList();
        if (missing.Count > 0 && round.Seen.Now < step.LatestStart)
        {
            return;
        }

        if (!round.State.Advisory && CutAdvance.Holds(round, plan, step))
        {
            return;
        }

        JournalEntry Fill(JournalEntry entry) => entry with
        {
            Step = step.Id,
            Node = step.Node,
            NodeBootId = node.BootId,
            LeaseUntil = node.Signs.LeaseUntil,
            // The same for the same boot in the same outage, whoever gives it: so it is obeyed once.
            OrderId = $"{round.State.OutageId}/{step.Id}/{node.BootId}",
        };

        if (round.State.Advisory)
        {
            round.Add(SequenceTransition.StepAdvised, $"observe mode: would stop now; {step.Reason}", Fill);
            return;
        }

        var uncommitted = step.Feeds.Where(feed => plan.DyingFeeds.Contains(feed) && !round.State.CommittedFeeds.Contains(feed)).ToList();
        if (step.Kind == StopKind.Commit && uncommitted.Count > 0)
        {
            round.Add(SequenceTransition.FeedCommitted, $"{step.Node} is the first to stop for good", entry => entry with { Feeds = [.. uncommitted] });
        }

        var left = missing.Count > 0 ? $"; {PlanWords.List(missing)} {(missing.Count == 1 ? "has" : "have")} not acknowledged the last lease, and the time is over" : "";
        var (reboots, how) = End(round, step);
        round.Add(SequenceTransition.StepOrdered, step.Reason + Unfinished(round, step) + left + how, entry => Fill(entry) with { Delay = reboots });
    }

    /// <summary>P26: who must not stay off waits for its power to go, and starts again if it does not; unless the UPS has taken the cut.</summary>
    private static (TimeSpan? Reboots, string How) End(SequenceRound round, StopStep step)
    {
        var isCut = step.Feeds.Where(round.State.Feeds.ContainsKey).All(feed => round.State.Cuts.GetValueOrDefault(feed) is { Phase: CutPhase.Confirmed });
        if (isCut || step.RebootAt is not { } at)
        {
            return (null, "");
        }

        var node = round.Seen.Lab.Node(step.Node);
        var late = node is null ? "" : PowerEnd.LateCutOf(round.State, round.Seen.Lab, node);
        var hat = node is not null && PowerEnd.LateHatOf(round.Seen.Lab, node).Length > 0 ? ", and has its HAT cut as the last thing that it does" : "";
        var least = round.Seen.Now + step.Duration + round.Seen.Lab.Policy.Tail;
        var after = Moment.Max(at, least) - round.Seen.Now;
        return (after, $"; it starts again in {PlanWords.Span(after)} if its power stays{(late.Length > 0 ? $", and tells {late} to cut as the last thing that it does" : "")}{hat}");
    }

    /// <summary>
    /// P19: a step starts when its predecessors are over, at its start or, in the wake of a commit, as soon as they are; and at its latest
    /// start in any case.
    /// </summary>
    public static bool IsDue(SequenceRound round, StopPlan plan, StopStep step, ObservedNode node)
    {
        var now = round.Seen.Now;
        if (round.State.Phase == OutagePhase.Settling)
        {
            return false;
        }

        // Held by an operator, the last moment still binds: nobody may lose power while running.
        if (round.State.IsHeld)
        {
            return now >= step.LatestStart;
        }

        return now >= step.LatestStart
            || (step.After.All(id => IsOver(round, id)) && (LeaseEnds(round, node) || IsFree(round, plan, step)));
    }

    /// <summary>Also of those whose order was given up; in a circle of needs somebody is the first, and that is at its start and not in the wake of others.</summary>
    private static bool IsFree(SequenceRound round, StopPlan plan, StopStep step) =>
        round.Seen.Now >= step.Start ? GivenUpWaits.Of(plan, step).All(id => IsOver(round, id))
        : IsInTheWake(round, plan, step) && GivenUpWaits.All(plan, step).All(id => IsOver(round, id));

    /// <summary>Who needs it and is not seen off, at the moment when it can wait no more.</summary>
    private static string Unfinished(SequenceRound round, StopStep step)
    {
        var running = step.After.Where(id => !IsOver(round, id)).Select(id => round.Planned[id].Node).ToList();
        return running.Count > 0 ? $"; {PlanWords.List(running)} {(running.Count == 1 ? "is" : "are")} not off yet, and the time is over" : "";
    }

    /// <summary>There is no time left to wait for anything but its dependents.</summary>
    private static bool IsLast(SequenceRound round, StopStep step, ObservedNode node) =>
        round.Seen.Now >= step.LatestStart - StepList.Ahead(round.Seen.Lab.Policy) || LeaseEnds(round, node);

    /// <summary>A lease that a silent need keeps short ends before the plan says: the order is to come before that too.</summary>
    private static bool LeaseEnds(SequenceRound round, ObservedNode node) =>
        node.Signs.LeaseUntil is { } until && round.Seen.Now >= until - StepList.Ahead(round.Seen.Lab.Policy);

    /// <summary>
    /// What it waited for went for good in this outage, and was told to: a machine that was off before, or that fell silent, calls nobody
    /// down after it.
    /// </summary>
    private static bool IsInTheWake(SequenceRound round, StopPlan plan, StopStep step)
    {
        if (step.Kind != StopKind.Commit || step.After.IsEmpty || step.After.Any(id => round.Planned[id].Kind != StopKind.Commit))
        {
            return false;
        }

        return round.State.Advisory
            ? step.After.Any(id => round.State.PhaseOf(id) == StepPhase.Advised)
            : step.Feeds.Where(feed => plan.DyingFeeds.Contains(feed)).All(round.State.CommittedFeeds.Contains);
    }

    private static bool IsOver(SequenceRound round, string id)
    {
        if (!round.State.Steps.TryGetValue(id, out var step))
        {
            return false;
        }

        var duration = round.Planned.GetValueOrDefault(id)?.Duration ?? TimeSpan.Zero;
        return step.IsOver || (step.Phase == StepPhase.Advised && round.Seen.Now >= step.OrderedAt + duration);
    }
}
