using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>A new stream starts with the current events again: remembers which were shown, the last few hundred.</summary>
internal sealed class SeenEvents
{
    private const int Most = 1_000;
    private readonly HashSet<LabEvent> _shown = [];
    private readonly Queue<LabEvent> _order = new();

    /// <summary>False where this event was shown before.</summary>
    public bool Add(LabEvent @event)
    {
        if (!_shown.Add(@event))
        {
            return false;
        }

        _order.Enqueue(@event);
        if (_order.Count > Most)
        {
            _shown.Remove(_order.Dequeue());
        }

        return true;
    }
}
