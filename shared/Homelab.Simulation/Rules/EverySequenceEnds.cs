using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I10. With the mains back for good and read, the outage is called over within the debounce and what readings take; and an ordered step
/// is over within its stop, its lease and the tail.
/// </summary>
internal sealed class EverySequenceEnds : Rule
{
    private readonly Dictionary<string, (Moment By, int Coordinator)> _steps = [];
    private Moment? _wellSince;
    private int _coordinators;
    private bool _isSaid;

    public override string Id => "I10";

    internal override void Journalled(JournalEntry entry)
    {
        if (entry.Step.Length > 0 && !entry.Step.StartsWith("stop:", StringComparison.Ordinal))
        {
            return;
        }

        var policy = Lab.Config.Policy;
        switch (entry.Transition)
        {
            // A node without a lease that never answered counts as running (P20); who waits for it goes at its own latest start (P19).
            case SequenceTransition.StepOrdered when entry.LeaseUntil is not null:
            case SequenceTransition.StepAcknowledged:
                var lease = entry.LeaseUntil is { } until ? Moment.Max(Lab.Coordinator.Clock.ToTrue(until), Lab.Clock.Now) : Lab.Clock.Now;
                var stop = Lab.Config.Node(entry.Node)?.Stop ?? TimeSpan.Zero;
                _steps[entry.Step] = (lease + ((stop + (lease - Lab.Clock.Now)) * 1.02) + policy.Tail + (20 * policy.Beat) + policy.MaxAge, _coordinators);
                break;
            case SequenceTransition.OutageEnded or SequenceTransition.OutageOpened:
                _steps.Clear();
                break;
            case SequenceTransition.StepPresumed or SequenceTransition.StepSeenOff or SequenceTransition.StepRefused or SequenceTransition.StepReopened:
                _steps.Remove(entry.Step);
                break;
        }
    }

    internal override void Sampled()
    {
        if (!Lab.Coordinator.IsAwake)
        {
            _steps.Clear();
            _wellSince = null;
            _coordinators++;
            return;
        }

        foreach (var (step, _) in _steps.Where(step => step.Value.By < Lab.Clock.Now && !IsStillAt(step.Key)).ToList())
        {
            Violated($"{step} was ordered, and nothing has become of it within its bound");
            _steps.Remove(step);
        }

        Return();
    }

    /// <summary>A node that answers and does not go is running, not overdue: an inhibitor or its owner keeps it.</summary>
    private bool IsStillAt(string step) => Lab.Machines.Values.Any(machine => machine.IsRunning && step == $"stop:{machine.Name}");

    private void Return()
    {
        var policy = Lab.Config.Policy;
        var isWell = Lab.Grid.Upses.Values.All(ups =>
            ups.HasMains && !ups.IsBeingCut && ups.ExtraTokens.Length == 0 && Lab.Clock.Now >= ups.SilentUntil && Lab.Coordinator.Feeds.IsReachable(ups.Config));
        if (!isWell || Lab.Clock.Now < Lab.Coordinator.Journal.StuckUntil)
        {
            (_wellSince, _isSaid) = (null, false);
            return;
        }

        _wellSince ??= Lab.Clock.Now;
        var bound = policy.Debounce + policy.MaxAge + (3 * policy.Poll) + (5 * policy.Beat);
        if (Lab.Clock.Now - _wellSince < bound || _isSaid)
        {
            return;
        }

        _isSaid = true;
        if (Lab.Coordinator.Engine is { State.IsRunning: true } engine)
        {
            Violated($"outage {engine.State.OutageId} goes on {bound.TotalSeconds:0} s after the mains came back for good");
        }
        else
        {
            Held();
        }
    }
}
