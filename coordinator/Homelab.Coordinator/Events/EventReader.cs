using System.Collections.Immutable;
using System.Threading.Channels;

namespace Homelab.Coordinator.Events;

/// <summary>One reader's place in the feed.</summary>
public sealed class EventReader : IDisposable
{
    public const int Backlog = 256;

    private readonly Channel<RecordedEvent> _following = Channel.CreateBounded<RecordedEvent>(new BoundedChannelOptions(Backlog) { SingleReader = true });
    private readonly Action<EventReader> _forget;

    internal EventReader(ImmutableArray<RecordedEvent> kept, Action<EventReader> forget) => (Kept, _forget) = (kept, forget);

    /// <summary>What had happened before.</summary>
    public ImmutableArray<RecordedEvent> Kept { get; }

    /// <summary>What happens now; it completes when the reader was too slow and is cut off.</summary>
    public ChannelReader<RecordedEvent> Following => _following.Reader;

    public void Dispose() => _forget(this);

    internal bool TryHand(RecordedEvent item)
    {
        if (_following.Writer.TryWrite(item))
        {
            return true;
        }

        _following.Writer.TryComplete();
        return false;
    }
}
