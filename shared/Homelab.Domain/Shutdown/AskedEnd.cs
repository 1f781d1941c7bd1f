using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// A shutdown that an operator asked for is over with its last step: it has no mains that come back. Nothing forces it either, so that what waits
/// for somebody who refuses or is out of reach would wait for a day; it stays on, and is named.
/// </summary>
internal static class AskedEnd
{
    public static void Into(SequenceRound round)
    {
        var asked = ReturnTargets.StoppedBy(round.Seen.Lab, round.State.AskedFeeds);
        var open = asked.Where(name => !IsDone(round, name)).ToList();
        if (!round.State.Causes.Contains(Cause.Operator) || asked.IsEmpty || !open.All(name => WaitsInVain(round, name)))
        {
            return;
        }

        // Who stays on is in it too: whatever takes it down later, nobody wants it started until somebody says so.
        ImmutableArray<OwedNode> boots = [.. asked.Select(name => new OwedNode(name, round.Seen.Nodes.GetValueOrDefault(name)?.BootId ?? "", IsLeaving: false, WasOff: false))];
        round.Add(SequenceTransition.CauseGone, Words(round, asked, open), entry => entry with { Cause = Cause.Operator, Nodes = asked, Owed = boots });
    }

    private static string Words(SequenceRound round, ImmutableArray<string> asked, List<string> open)
    {
        ImmutableArray<string> stopped = [.. asked.Where(name => !open.Contains(name) && round.State.PhaseOf(StepList.IdOf(name)) != StepPhase.Refused)];
        if (stopped.Length == asked.Length)
        {
            return $"what was asked for is done: {PlanWords.List(asked)}";
        }

        List<string> words = [$"what was asked for is done as far as it can be: {(stopped.IsEmpty ? "nothing stopped" : PlanWords.List(stopped))}"];
        words.AddRange(asked.Except(stopped).Except(open).Select(name => $"{name} refused and stays on"));
        words.AddRange(open.Select(name => $"{name} stays on for {PlanWords.List([.. Keepers(round, name)])}"));
        return string.Join("; ", words);
    }

    private static bool IsDone(SequenceRound round, string name)
    {
        var phase = round.State.PhaseOf(StepList.IdOf(name));
        if (phase is not (StepPhase.Pending or StepPhase.Ordered or StepPhase.Acknowledged))
        {
            return true;
        }

        // Off before it was asked for, or out of reach: then nobody waits for a lease of a day.
        var node = Seen(round, name);
        var silence = StopOf(round, name) + round.Seen.Lab.Policy.Tail + (node.Signs.LeaseUntil is null ? TimeSpan.Zero : round.Seen.Lab.Policy.Restart.BootAtMost);
        return !node.IsConnected && (node.Signs.NetworkGoneSince is not { } gone || round.Seen.Now >= gone + silence);
    }

    /// <summary>It was not told yet, and something that it waits for will not be seen off.</summary>
    private static bool WaitsInVain(SequenceRound round, string name) =>
        round.State.PhaseOf(StepList.IdOf(name)) == StepPhase.Pending && Keepers(round, name).Any();

    private static IEnumerable<string> Keepers(SequenceRound round, string name) =>
        (round.Seen.Plan?.StepOf(name) is { IsAsked: true } step ? step.After : [])
            .Where(id => !(round.State.Steps.GetValueOrDefault(id)?.IsOver ?? false))
            .Select(id => round.Planned[id].Node)
            .Where(other => round.State.PhaseOf(StepList.IdOf(other)) == StepPhase.Refused || IsLost(round, other) || WaitsInVain(round, other));

    /// <summary>Out of reach for good, and nobody may presume it off: it may hold a lease.</summary>
    private static bool IsLost(SequenceRound round, string name) =>
        StepJudgement.IsGone(round, StopOf(round, name), Seen(round, name)) && !StepJudgement.IsAbsent(round, StepList.IdOf(name), Seen(round, name));

    private static TimeSpan StopOf(SequenceRound round, string name) => round.Seen.Lab.Node(name)?.Stop ?? TimeSpan.Zero;

    private static ObservedNode Seen(SequenceRound round, string name) => round.Seen.Nodes.GetValueOrDefault(name) ?? new ObservedNode();
}
