using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I10. With the mains back for good and read, the outage is called over within the debounce and what readings take, and where nobody is on
/// who could read them within the bounds of looking; and an ordered step is over within its stop, its lease and the tail, also over the restart of
/// a coordinator whose host stayed up: it goes on where the journal stands (P1, P22).
/// </summary>
internal sealed class EverySequenceEnds : Rule
{
    private readonly Dictionary<string, Moment> _steps = [];
    private readonly HashSet<string> _kept = [];
    private Moment? _wellSince;
    private Moment? _backSince;
    private string _hostBoot = "";
    private bool _wasAwake;
    private bool _isSaid;

    public override string Id => "I10";

    internal override void Journalled(JournalEntry entry)
    {
        if (entry.Step.Length > 0 && !entry.Step.StartsWith("stop:", StringComparison.Ordinal))
        {
            return;
        }

        switch (entry.Transition)
        {
            // A node without a lease that never answered counts as running (P20); who waits for it goes at its own latest start (P19).
            case SequenceTransition.StepOrdered when entry.LeaseUntil is not null:
            case SequenceTransition.StepAcknowledged:
                _steps[entry.Step] = Bound(entry);
                break;
            case SequenceTransition.OutageEnded or SequenceTransition.OutageOpened:
                _steps.Clear();
                _kept.Clear();
                break;
            case SequenceTransition.StepPresumed or SequenceTransition.StepSeenOff or SequenceTransition.StepRefused or SequenceTransition.StepReopened:
                if (_steps.Remove(entry.Step))
                {
                    Held();
                }

                break;
        }
    }

    /// <summary>
    /// The plan under which it was ordered prints by when the node is off; later only where the order, or the lease that it held then, came later. On
    /// top comes what it takes to know: the drift of the clocks, the tail, and what may be said again every other beat.
    /// </summary>
    private Moment Bound(JournalEntry entry)
    {
        var (policy, now) = (Lab.Config.Policy, Lab.Clock.Now);
        var stop = Lab.Config.Node(entry.Node)?.Stop ?? TimeSpan.Zero;
        var lease = entry.LeaseUntil is { } until ? Moment.Max(Lab.Coordinator.Clock.ToTrue(until), now) : now;
        var printed = Lab.Rules.Plans.FinishBy(entry.Epoch, entry.Generation, entry.Node) ?? now;
        var off = Moment.Max(printed, lease + stop);
        return off + ((off - now) * 0.02) + policy.Tail + (6 * policy.Beat);
    }

    internal override void Sampled()
    {
        if (!Lab.Coordinator.IsAwake)
        {
            (_wasAwake, _wellSince, _backSince) = (false, null, null);
            return;
        }

        if (!_wasAwake)
        {
            Resumed();
        }

        foreach (var machine in Lab.Machines.Values.Where(machine => machine.IsRunning && _steps.ContainsKey($"stop:{machine.Name}")))
        {
            Goes(machine);
        }

        foreach (var (step, _) in _steps.Where(step => step.Value < Lab.Clock.Now).ToList())
        {
            Violated($"{step} was ordered, and nothing has become of it within the bound that its plan prints");
            _steps.Remove(step);
        }

        Return();
    }

    /// <summary>
    /// What nobody looked at meanwhile is judged from now on; what another boot of the host left is observed afresh (P27), and an order that went out
    /// while the disk did not answer is nowhere (P22).
    /// </summary>
    private void Resumed()
    {
        _wasAwake = true;
        var boot = Lab.Coordinator.Host?.BootId ?? "outside";
        if (boot != _hostBoot)
        {
            _hostBoot = boot;
            _steps.Clear();
        }

        var written = Lab.Coordinator.Journal.Read().Where(entry => entry.Transition == SequenceTransition.StepOrdered).Select(entry => entry.Step).ToHashSet();
        foreach (var (step, by) in _steps.ToList())
        {
            if (!written.Contains(step) && _steps.Remove(step))
            {
                Excused("the disk did not answer, and who comes after knows nothing of the order");
                continue;
            }

            _steps[step] = Moment.Max(by, Lab.Clock.Now + ToBeSeen(Lab.Config.Node(step["stop:".Length..])?.Stop ?? TimeSpan.Zero));
        }
    }

    /// <summary>Until nobody waits for this node any more: its stop and its tail, and a boot's time where it is silent and may hold a lease.</summary>
    private TimeSpan OfStep(string node) =>
        ((Lab.Config.Node(node)?.Stop ?? TimeSpan.Zero) * 1.02) + Lab.Config.Policy.Tail + (20 * Lab.Config.Policy.Beat) + Lab.Config.Policy.MaxAge + Lab.Config.Policy.Restart.BootAtMost;

    /// <summary>A node that has not begun to go is running, not overdue, where something keeps it. Once it goes, it has its time from then on.</summary>
    private void Goes(SimulatedMachine machine)
    {
        var step = $"stop:{machine.Name}";
        var until = Lab.Clock.Now + ToBeSeen(machine.Config.Stop);
        if (until <= _steps[step] || KeptBy(machine) is not { } why)
        {
            return;
        }

        if (_kept.Add(step))
        {
            Excused(why);
        }

        _steps[step] = until;
    }

    private string? KeptBy(SimulatedMachine machine) =>
        machine.Refuses || machine.CannotPowerOff ? "it refuses, or its power-off does"
        : machine.IsSuspended || !Lab.Agents[machine.Name].IsUp ? "nobody on it listens"
        : !Lab.Network.IsOpen(Lab.Coordinator.Host, machine) ? "nobody can reach it"
        : Lab.Agents[machine.Name].TrueExpiry > Lab.Clock.Now ? "it holds a lease that is not over"
        : null;

    /// <summary>The stop, the drift of the clocks, the tail, and what may be said again every other beat.</summary>
    private TimeSpan ToBeSeen(TimeSpan stop) => (stop * 1.02) + Lab.Config.Policy.Tail + (6 * Lab.Config.Policy.Beat);

    private void Return()
    {
        var policy = Lab.Config.Policy;
        var asked = Lab.Rules.Operator.Open.Distinct().ToList();
        if (!Lab.Rules.IsBack || (asked.Count > 0 && Lab.Rules.Operator.IsHeld))
        {
            (_backSince, _wellSince, _isSaid) = (null, null, false);
            return;
        }

        // What an operator asked for has no mains that come back: it is over with the last of its steps, one after the other.
        var word = Lab.Rules.Operator.LastWord;
        _backSince = Moment.Max(_backSince ?? Lab.Clock.Now, word);
        _wellSince = Lab.Rules.IsWell ? Moment.Max(_wellSince ?? Lab.Clock.Now, word) : null;
        _isSaid &= Lab.Clock.Now - word > policy.Beat;
        var bound = policy.Debounce + policy.MaxAge + (3 * policy.Poll) + (5 * policy.Beat)
            + asked.Select(OfStep).Aggregate(TimeSpan.Zero, (sum, one) => sum + one);
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
