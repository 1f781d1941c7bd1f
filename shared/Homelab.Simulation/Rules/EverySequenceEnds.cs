using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I10. With the mains back for good and read, the outage is called over within the debounce and what readings take, and where nobody is on
/// who could read them within the bounds of looking; and an ordered step is over within its stop, its lease and the tail.
/// </summary>
internal sealed class EverySequenceEnds : Rule
{
    private readonly Dictionary<string, (Moment By, int Coordinator)> _steps = [];
    private Moment? _wellSince;
    private Moment? _backSince;
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
            (_wellSince, _backSince) = (null, null);
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
        var isBack = Lab.Clock.Now >= Lab.Coordinator.Journal.StuckUntil
            && Lab.Grid.Upses.Values.All(ups => ups.HasMains && !ups.IsBeingCut && ups.ExtraTokens.Length == 0 && Lab.Clock.Now >= ups.SilentUntil);
        if (!isBack)
        {
            (_backSince, _wellSince, _isSaid) = (null, null, false);
            return;
        }

        _backSince ??= Lab.Clock.Now;
        var isRead = Lab.Grid.Upses.Values.All(ups => Lab.Coordinator.Feeds.IsReachable(ups.Config));
        _wellSince = isRead ? _wellSince ?? Lab.Clock.Now : null;
        var bound = policy.Debounce + policy.MaxAge + (3 * policy.Poll) + (5 * policy.Beat);
        if (_isSaid || (!(Lab.Clock.Now - _wellSince >= bound) && Lab.Clock.Now - _backSince < bound + SilentFeeds.Bound(Lab)))
        {
            return;
        }

        _isSaid = true;
        if (Lab.Coordinator.Engine is { State.IsRunning: true } engine)
        {
            Violated($"outage {engine.State.OutageId} goes on {(Lab.Clock.Now - _backSince.Value).TotalSeconds:0} s after the mains came back for good");
        }
        else
        {
            Held();
        }
    }
}
