using System.Threading.Channels;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>One uplink's outgoing side: power frames overtake everything else, and nothing ever waits for a slow agent.</summary>
internal sealed class AgentSession(string node, ulong incarnation, string bootId) : IDisposable
{
    private const int QueueFrames = 4096;

    private readonly Channel<CoordinatorFrame> _power = Channel.CreateBounded<CoordinatorFrame>(QueueFrames);
    private readonly Channel<CoordinatorFrame> _bulk = Channel.CreateBounded<CoordinatorFrame>(QueueFrames);
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly CancellationTokenSource _ended = new();

    public string Node { get; } = node;

    public ulong Incarnation { get; } = incarnation;

    public string BootId { get; } = bootId;

    public CancellationToken Ended => _ended.Token;

    public bool TrySend(CoordinatorFrame frame)
    {
        var isPower = frame.BodyCase is CoordinatorFrame.BodyOneofCase.Lease or CoordinatorFrame.BodyOneofCase.Order or CoordinatorFrame.BodyOneofCase.OutageEnded;
        if (!(isPower ? _power : _bulk).Writer.TryWrite(frame))
        {
            return false;
        }

        _waiting.Release();
        return true;
    }

    /// <summary>The next frame to put on the wire.</summary>
    public async Task<CoordinatorFrame> Next(CancellationToken cancellationToken)
    {
        await _waiting.WaitAsync(cancellationToken);
        return _power.Reader.TryRead(out var frame) || _bulk.Reader.TryRead(out frame)
            ? frame
            : throw new InvalidOperationException("A frame was announced and is not there.");
    }

    public void End() => _ended.Cancel();

    public void Dispose()
    {
        _waiting.Dispose();
        _ended.Dispose();
    }
}
