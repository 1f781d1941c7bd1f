using Homelab.Domain;

namespace Homelab.Agent.Collectors;

/// <summary>What the schedule wants done after a step.</summary>
/// <param name="Finished">Back in time, to be taken into a round.</param>
/// <param name="TimedOut">Beyond their bound since this step.</param>
/// <param name="Recovered">Back after they had been given up; what they read is old and dropped.</param>
/// <param name="WantsWorker">Something is queued and no worker makes progress.</param>
/// <param name="IsSettled">Nothing is on its way that a round should wait for.</param>
/// <param name="WakeAt">The next moment at which a step can change something by itself.</param>
internal sealed record ScheduleStep(
    IReadOnlyList<CollectorSlot> Finished,
    IReadOnlyList<CollectorSlot> TimedOut,
    IReadOnlyList<CollectorSlot> Recovered,
    bool WantsWorker,
    bool IsSettled,
    Moment WakeAt);

/// <summary>
/// Decides which collector runs when, when one is late, and when a hung one may run again. Knows no thread and no clock: collectors are
/// started and ended by the caller, who says so.
/// </summary>
internal sealed class CollectorSchedule(IEnumerable<CollectorSlot> collectors)
{
    /// <summary>A collector that takes longer no longer holds up those behind it: another worker takes them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>A collector that takes longer is given up.</summary>
    public static readonly TimeSpan RunsAtMost = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_backOffMax = TimeSpan.FromMinutes(10);

    private readonly List<CollectorSlot> _slots = [.. collectors];
    private readonly Queue<CollectorSlot> _queue = [];
    private readonly List<(CollectorSlot Slot, CollectorOutcome Outcome, Moment At)> _returned = [];
    private bool _workerComes;

    public IReadOnlyList<CollectorSlot> Slots => _slots;

    /// <summary>Before the plan that names it is applied.</summary>
    public void Add(CollectorSlot slot) => _slots.Add(slot);

    /// <summary>New settings hold from the next round; what is enabled now is due at once.</summary>
    public void Apply(CollectorPlan plan, Moment now)
    {
        foreach (var slot in _slots)
        {
            var settings = plan.For(slot.Collector.Name);
            if (slot.IsDeclared && !plan.Settings.ContainsKey(slot.Collector.Name))
            {
                settings = settings with { Enabled = false };
            }

            if (settings != slot.Settings)
            {
                slot.DueAt = now;
            }

            slot.Settings = settings;
        }
    }

    /// <summary>A worker asks for work; null where there is none and it may end.</summary>
    public CollectorSlot? TryStart(Moment now)
    {
        _workerComes = false;
        if (!_queue.TryDequeue(out var slot))
        {
            return null;
        }

        (slot.Phase, slot.StartedAt) = (SlotPhase.Running, now);
        return slot;
    }

    /// <summary>A collector has come back, in time or not.</summary>
    public void Return(CollectorSlot slot, CollectorOutcome outcome, Moment now) => _returned.Add((slot, outcome, now));

    public ScheduleStep Advance(Moment now)
    {
        var (finished, recovered) = TakeReturned();
        var timedOut = _slots.Where(slot => slot.Phase == SlotPhase.Running && now - slot.StartedAt >= RunsAtMost).ToList();
        foreach (var slot in timedOut)
        {
            slot.Phase = SlotPhase.Hanging;
            slot.TimeoutsInARow++;
            slot.LastDuration = RunsAtMost;
            slot.LastOutcome = new CollectorOutcome(OutcomeKind.TimedOut, $"did not return within {RunsAtMost.TotalSeconds:0}s");
        }

        foreach (var slot in _slots)
        {
            if (slot.Phase == SlotPhase.Waiting && slot.Settings.Enabled && slot.DueAt <= now)
            {
                slot.Phase = SlotPhase.Queued;
                slot.DueAt = Next(slot.DueAt, slot.Settings.Interval, now);
                _queue.Enqueue(slot);
            }
        }

        var progress = _workerComes || _slots.Any(slot => slot.Phase == SlotPhase.Running && now - slot.StartedAt < Patience);
        var wantsWorker = _queue.Count > 0 && !progress;
        _workerComes |= wantsWorker;
        return new ScheduleStep(finished, timedOut, recovered, wantsWorker, _queue.Count == 0 && !progress, WakeAt(now));
    }

    private (List<CollectorSlot> Finished, List<CollectorSlot> Recovered) TakeReturned()
    {
        var finished = new List<CollectorSlot>();
        var recovered = new List<CollectorSlot>();
        foreach (var (slot, outcome, at) in _returned)
        {
            if (slot.Phase == SlotPhase.Hanging)
            {
                slot.DueAt = Moment.Max(slot.DueAt, at + BackOff(slot));
                recovered.Add(slot);
            }
            else
            {
                slot.TimeoutsInARow = 0;
                slot.LastDuration = at - slot.StartedAt;
                slot.LastOutcome = outcome;
                finished.Add(slot);
            }

            slot.Phase = SlotPhase.Waiting;
        }

        _returned.Clear();
        return (finished, recovered);
    }

    /// <summary>Ticks keep their rhythm, so that collectors of one interval stay in one round; those that were missed are left out.</summary>
    private static Moment Next(Moment due, TimeSpan interval, Moment now)
    {
        var next = due + interval;
        return next > now ? next : now + interval;
    }

    /// <summary>Twice the interval after the first time-out, then doubled, ten minutes at most.</summary>
    private static TimeSpan BackOff(CollectorSlot slot)
    {
        var doubled = slot.Settings.Interval.TotalSeconds * Math.Pow(2, Math.Min(slot.TimeoutsInARow, 16));
        return TimeSpan.FromSeconds(Math.Min(doubled, Math.Max(s_backOffMax.TotalSeconds, slot.Settings.Interval.TotalSeconds)));
    }

    private Moment WakeAt(Moment now)
    {
        // The worker that comes takes from the queue without a word: it is looked at as if it had begun now, or one that hangs in its first collector would never be seen.
        var wake = _queue.Count > 0 || _workerComes ? now + Patience : Moment.Never;
        foreach (var slot in _slots)
        {
            if (slot.Phase == SlotPhase.Waiting && slot.Settings.Enabled)
            {
                wake = Moment.Min(wake, slot.DueAt);
            }
            else if (slot.Phase == SlotPhase.Running)
            {
                wake = Moment.Min(wake, slot.StartedAt + (now - slot.StartedAt < Patience ? Patience : RunsAtMost));
            }
        }

        return wake;
    }
}
