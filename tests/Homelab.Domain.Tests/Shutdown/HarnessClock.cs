namespace Homelab.Domain.Tests.Shutdown;

/// <summary>True time, and what is going to happen in it. Two things at one moment happen in the order in which they were planned.</summary>
internal sealed class HarnessClock
{
    private readonly PriorityQueue<Action, (long At, long Number)> _queue = new();
    private long _number;

    public Moment Now { get; private set; } = Moment.FromSeconds(10_000);

    public void After(TimeSpan span, Action action) => At(Now + span, action);

    public void At(Moment at, Action action) => _queue.Enqueue(action, (Moment.Max(at, Now).Nanoseconds, _number++));

    public void Every(TimeSpan period, Func<bool> action) => After(period, () =>
    {
        if (action())
        {
            Every(period, action);
        }
    });

    public void RunUntil(Moment end)
    {
        while (_queue.TryPeek(out var action, out var key) && key.At <= end.Nanoseconds)
        {
            _queue.Dequeue();
            Now = new Moment(key.At);
            action();
        }

        Now = end;
    }
}
