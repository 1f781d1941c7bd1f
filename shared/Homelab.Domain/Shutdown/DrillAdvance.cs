using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// A live drill: the shutdown of one node like an operator's, and its return like an outage's, so that what is proved is what would be done. Whatever
/// else comes ends it at once (the takeover table), and its node is one of those that are to be on.
/// </summary>
internal static class DrillAdvance
{
    public static void Open(SequenceRound round)
    {
        if (round.Seen.Asked is not { Wish: OperatorWish.Drill, Nodes: [var name] } asked || DrillRefusal.Of(round.State, round.Seen.Lab, name, node => IsHeard(round, node)) is not null)
        {
            return;
        }

        var targets = ReturnTargets.AtOpening(round, []);
        round.Add(
            SequenceTransition.OutageOpened,
            $"{asked.Operator} drills {name}",
            entry => entry with
            {
                Feeds = [AskedNodes.FeedOf(name)],
                Cause = Cause.Drill,
                Operator = asked.Operator,
                Node = name,
                Nodes = targets,
                Owed = ReturnTargets.Owed(round.State.Return, targets),
            });
    }

    /// <summary>Its stop is over when its step is; then it is started like everybody else.</summary>
    public static void Stopped(SequenceRound round)
    {
        if (Running(round) is not { } drill)
        {
            return;
        }

        var node = round.Seen.Nodes.GetValueOrDefault(drill.Node) ?? new ObservedNode();
        switch (round.State.Steps.GetValueOrDefault(StepList.IdOf(drill.Node)))
        {
            case { IsOver: true } step:
                var took = node.Signs.NetworkGoneSince - step.AcknowledgedAt;
                Gone(round, drill, $"{drill.Node} has stopped", took > TimeSpan.Zero ? took : null);
                break;
            case { Phase: StepPhase.Refused } step:
                Failed(round, drill, $"{drill.Node} did not stop: {step.Evidence}");
                break;

            // It was ordered, and here it is again.
            case { Phase: StepPhase.Pending }:
                Failed(round, drill, $"{drill.Node} was on again before anybody called for its start, so nothing is proved");
                break;
            case null when !node.IsConnected:
                Failed(round, drill, $"{drill.Node} fell silent before it was ordered");
                break;
        }
    }

    /// <summary>Once its node is back, or given up.</summary>
    public static void Over(SequenceRound round)
    {
        if (round.State.IsRunning || round.State.Return.Drill is not { } drill)
        {
            return;
        }

        switch (drill)
        {
            case { IsBroken: true }:
                End(round, drill, "the coordinator's host started anew in the middle, so nothing was measured", Unproved(round, drill, isBrokenOff: true));
                break;
            case { Missed.Length: > 0 }:
                End(round, drill, drill.Missed, Unproved(round, drill, isBrokenOff: round.Seen.Lab.Mode == LabMode.Observe));
                break;
            case { ReturnedAt: { } back, StartedAt: { } began }:
                var stop = drill.StopTook is { } took ? $"stopped within {PlanWords.Span(took)} and " : "";
                End(round, drill, $"{drill.Node} {stop}started again within {PlanWords.Span(back - began)}", Unproved(round, drill, isBrokenOff: false) with { HasStarted = true, StartTook = back - began });
                break;
            case { ReturnedAt: not null }:
                End(round, drill, $"{drill.Node} was on again before anybody called for its start, so nothing is proved", Unproved(round, drill, isBrokenOff: true));
                break;
        }
    }

    /// <summary>Something that matters more has come, or an operator takes it back.</summary>
    public static void BreakOff(SequenceRound round, string why)
    {
        if (round.State.Return.Drill is not { } drill)
        {
            return;
        }

        End(round, drill, $"broken off, {why}", Unproved(round, drill, isBrokenOff: true));
        Gone(round, drill, $"the drill is broken off, {why}", null);
    }

    /// <summary>A node that was ordered once in a drill is not ordered again by it.</summary>
    public static bool HasOrdered(SequenceRound round, StopStep step) => Running(round)?.Node == step.Node && round.State.Steps.ContainsKey(step.Id);

    private static DrillState? Running(SequenceRound round) => round.State.Causes.Contains(Cause.Drill) ? round.State.Return.Drill : null;

    private static bool IsHeard(SequenceRound round, string node) => round.Seen.Nodes.GetValueOrDefault(node) is { IsConnected: true };

    private static void Failed(SequenceRound round, DrillState drill, string why)
    {
        End(round, drill, why, Unproved(round, drill, isBrokenOff: true));
        Gone(round, drill, why, null);
    }

    private static void Gone(SequenceRound round, DrillState drill, string why, TimeSpan? took)
    {
        if (round.State.Causes.Contains(Cause.Drill))
        {
            round.Add(SequenceTransition.CauseGone, why, entry => entry with { Cause = Cause.Drill, Feeds = [AskedNodes.FeedOf(drill.Node)], Took = took });
        }
    }

    private static void End(SequenceRound round, DrillState drill, string why, DrillResult result) =>
        round.Add(SequenceTransition.DrillEnded, why, entry => entry with { Node = drill.Node, Drill = result with { Detail = why } });

    private static DrillResult Unproved(SequenceRound round, DrillState drill, bool isBrokenOff) => new(
        round.Seen.WallClock, StartWords.Way(round.Seen.Lab.Node(drill.Node)?.Start ?? StartMethod.None), HasStarted: false, isBrokenOff, "") { StopTook = drill.StopTook };
}
