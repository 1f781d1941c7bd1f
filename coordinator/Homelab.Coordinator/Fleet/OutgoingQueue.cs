using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>Frames on their way to one agent: power first, the rest after it, each in its own order. Bounded; adding never waits.</summary>
internal sealed class OutgoingQueue : IDisposable
{
    public const int MostOfEach = 512;

    private readonly Lock _gate = new();
    private readonly Queue<CoordinatorFrame> _power = new();
    private readonly Queue<CoordinatorFrame> _other = new();
    private readonly SemaphoreSlim _something = new(0);
    private bool _isComplete;

    /// <summary>False where that part of the queue is full or the stream ends.</summary>
    public bool TryAdd(CoordinatorFrame frame)
    {
        lock (_gate)
        {
            var queue = IsPower(frame) ? _power : _other;
            if (_isComplete || queue.Count >= MostOfEach)
            {
                return false;
            }

            queue.Enqueue(frame);
            _something.Release();
            return true;
        }
    }

    /// <summary>Takes no more; <paramref name="last"/> goes out after what is queued.</summary>
    public void Complete(CoordinatorFrame? last)
    {
        lock (_gate)
        {
            if (_isComplete)
            {
                return;
            }

            if (last is not null)
            {
                _other.Enqueue(last);
                _something.Release();
            }

            _isComplete = true;
            _something.Release();
        }
    }

    /// <summary>The next frame; null at the end.</summary>
    public async ValueTask<CoordinatorFrame?> TakeAsync(CancellationToken token)
    {
        await _something.WaitAsync(token);
        lock (_gate)
        {
            return _power.TryDequeue(out var power) ? power : _other.TryDequeue(out var other) ? other : null;
        }
    }

    public void Dispose() => _something.Dispose();

    private static bool IsPower(CoordinatorFrame frame) => frame.BodyCase is
        CoordinatorFrame.BodyOneofCase.Lease or CoordinatorFrame.BodyOneofCase.Order or CoordinatorFrame.BodyOneofCase.OutageEnded;
}
