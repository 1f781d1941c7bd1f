using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Each step for itself: ordered when its time has come, then followed until it is over.</summary>
internal static class StepAdvance
{
    public static void Into(SequenceRound round)
    {
        foreach (var (id, step) in round.State.Steps)
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

        var answer = node.Answer is { } given && given.OrderId == step.OrderId ? given : null;
        if (node.IsConnected && (node.BootId != step.BootId || step.IsOver) && step.Phase != StepPhase.Advised)
        {
            var why = node.BootId == step.BootId ? $"{step.Node} answers again" : $"{step.Node} started again";
            round.Add(SequenceTransition.StepReopened, why, entry => entry with { Step = id, Node = step.Node, NodeBootId = node.BootId });
            return;
        }

        if (step.Phase == StepPhase.Ordered && answer?.Kind is OrderAnswerKind.Accepted or OrderAnswerKind.PoweringOff)
        {
            round.Add(SequenceTransition.StepAcknowledged, $"{step.Node} took the order", entry => entry with { Step = id, Node = step.Node });
        }

        if (answer?.Kind is OrderAnswerKind.Refused or OrderAnswerKind.Failed)
        {
            round.Add(SequenceTransition.StepRefused, $"{step.Node}: {answer.Detail}", entry => entry with { Step = id, Node = step.Node });
        }

        Judge(round, id, step.Node, node);
    }

    private static void Pending(SequenceRound round, StopPlan plan, StopStep step)
    {
        var node = round.Seen.Nodes.GetValueOrDefault(step.Node) ?? new ObservedNode();
        if (!node.IsConnected)
        {
            Judge(round, step.Id, step.Node, node);
            return;
        }

        if (!IsDue(round, plan, step))
        {
            return;
        }

        JournalEntry Fill(JournalEntry entry) => entry with
        {
            Step = step.Id,
            Node = step.Node,
            NodeBootId = node.BootId,
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

        round.Add(SequenceTransition.StepOrdered, step.Reason, Fill);
    }

    /// <summary>
    /// P19: a step starts when its predecessors are over, at its start or, in the wake of a commit, as soon as they are; and at its latest
    /// start in any case.
    /// </summary>
    private static bool IsDue(SequenceRound round, StopPlan plan, StopStep step)
    {
        var now = round.Seen.Now;
        if (round.State.Phase == OutagePhase.Settling)
        {
            return false;
        }

        if (now >= step.LatestStart)
        {
            return true;
        }

        var over = step.After.All(id => IsOver(round, plan, id));
        var inTheWake = step.Kind == StopKind.Commit && step.After.Length > 0 && step.After.All(id => plan.Steps.First(other => other.Id == id).Kind == StopKind.Commit);
        return over && (now >= step.Start || inTheWake);
    }

    private static bool IsOver(SequenceRound round, StopPlan plan, string id)
    {
        if (!round.State.Steps.TryGetValue(id, out var step))
        {
            return false;
        }

        var duration = plan.Steps.FirstOrDefault(other => other.Id == id)?.Duration ?? TimeSpan.Zero;
        return step.IsOver || (step.Phase == StepPhase.Advised && round.Seen.Now >= step.OrderedAt + duration);
    }

    private static void Judge(SequenceRound round, string id, string name, ObservedNode node)
    {
        var current = round.State.Steps.GetValueOrDefault(id);
        if (current is { IsOver: true } or { Phase: StepPhase.Advised } || node.IsConnected)
        {
            return;
        }

        var signs = node.Signs with { AcknowledgedAt = current?.AcknowledgedAt };
        var stop = round.Seen.Plan?.Steps.FirstOrDefault(step => step.Id == id)?.Duration ?? round.Seen.Lab.Node(name)?.Stop ?? TimeSpan.Zero;
        var policy = round.Seen.Lab.Policy;
        var judged = Confirmation.Judge(signs, stop, policy.Tail, policy.Beat, round.Seen.Now);
        if (judged.Verdict != OffVerdict.Running)
        {
            round.Add(
                judged.Verdict == OffVerdict.SeenOff ? SequenceTransition.StepSeenOff : SequenceTransition.StepPresumed,
                judged.Evidence,
                entry => entry with { Step = id, Node = name, NodeBootId = node.BootId });
        }
    }
}
