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
        if (!round.State.Causes.Contains(Cause.Operator) || asked.IsEmpty)
        {
            return;
        }

        var keepers = open.Count == 0 ? [] : Keepers(round);
        if (!open.All(keepers.ContainsKey))
        {
            return;
        }

        // Who stays on is in it too: whatever takes it down later, nobody wants it started until somebody says so.
        ImmutableArray<OwedNode> boots = [.. asked.Select(name => new OwedNode(name, round.Seen.Nodes.GetValueOrDefault(name)?.BootId ?? "", IsLeaving: false, WasOff: false))];
        round.Add(SequenceTransition.CauseGone, Words(round, asked, open, keepers), entry => entry with { Cause = Cause.Operator, Nodes = asked, Owed = boots });
    }

    private static string Words(SequenceRound round, ImmutableArray<string> asked, List<string> open, Dictionary<string, List<string>> keepers)
    {
        ImmutableArray<string> stopped = [.. asked.Where(name => !open.Contains(name) && round.State.PhaseOf(StepList.IdOf(name)) != StepPhase.Refused)];
        if (stopped.Length == asked.Length)
        {
            return $"what was asked for is done: {PlanWords.List(asked)}";
        }

        List<string> words = [$"what was asked for is done as far as it can be: {(stopped.IsEmpty ? "nothing stopped" : PlanWords.List(stopped))}"];
        words.AddRange(asked.Except(stopped).Except(open).Select(name => $"{name} refused and stays on"));
        words.AddRange(open.Select(name => $"{name} stays on for {PlanWords.List(keepers[name])}"));
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

    /// <summary>
    /// Who was not told yet and waits in vain, and for whom: somebody who will not be seen off, or who waits in vain himself. Wave by wave, so that
    /// each step is looked at once, however many ways lead to it.
    /// </summary>
    private static Dictionary<string, List<string>> Keepers(SequenceRound round)
    {
        var keepers = new Dictionary<string, List<string>>();
        foreach (var step in (round.Seen.Plan?.Steps ?? []).Where(step => step.IsAsked && round.State.PhaseOf(step.Id) == StepPhase.Pending).OrderBy(step => step.Wave))
        {
            var own = step.After.Where(id => !(round.State.Steps.GetValueOrDefault(id)?.IsOver ?? false)).Select(id => round.Planned[id].Node).Where(WillNotGo).ToList();
            if (own.Count > 0)
            {
                keepers[step.Node] = own;
            }
        }

        return keepers;

        bool WillNotGo(string name) => round.State.PhaseOf(StepList.IdOf(name)) == StepPhase.Refused || IsLost(round, name) || keepers.ContainsKey(name);
    }

    /// <summary>Out of reach for good, and nobody may presume it off: it may hold a lease.</summary>
    private static bool IsLost(SequenceRound round, string name) =>
        StepJudgement.IsGone(round, StopOf(round, name), Seen(round, name)) && !StepJudgement.IsAbsent(round, StepList.IdOf(name), Seen(round, name));

    private static TimeSpan StopOf(SequenceRound round, string name) => round.Seen.Lab.Node(name)?.Stop ?? TimeSpan.Zero;

    private static ObservedNode Seen(SequenceRound round, string name) => round.Seen.Nodes.GetValueOrDefault(name) ?? new ObservedNode();
}
