using Homelab.Domain;

namespace Homelab.Simulation.Machines;

/// <summary>True time, and what is going to happen in it. Two things at one moment happen in the order in which they were planned.</summary>
public sealed class VirtualClock
{
    private readonly PriorityQueue<Action, (long At, long Number)> _queue = new();
    private long _number;

    public Moment Now { get; private set; } = Moment.FromSeconds(10_000);

    public void After(TimeSpan span, Action action) => At(Now + span, action);

    public void At(Moment at, Action action) => _queue.Enqueue(action, (Moment.Max(at, Now).Nanoseconds, _number++));

    /// <summary>Until the action says false.</summary>
    public void Every(TimeSpan period, Func<bool> action) => After(period, () =>
    {
        if (action())
        {
            Every(period, action);
        }
    });

    /// <summary>Lets everything happen that is planned until then.</summary>
    public void RunUntil(Moment end)
    {
        while (Step(end))
        {
            // Each step may plan another.
        }
    }

    /// <summary>Lets the next thing happen; false where nothing happens before <paramref name="end"/>.</summary>
    public bool Step(Moment end)
    {
        if (!_queue.TryPeek(out var action, out var key) || key.At > end.Nanoseconds)
        {
            Now = Moment.Max(Now, end);
            return false;
        }

        _queue.Dequeue();
        Now = new Moment(key.At);
        action();
        return true;
    }
}
