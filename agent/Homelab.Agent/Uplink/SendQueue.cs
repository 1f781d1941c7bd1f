using System.Threading.Channels;
using Homelab.Agent.Outbox;
using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;

namespace Homelab.Agent.Uplink;

/// <summary>Decides what one stream sends next: a beat that is due, answers and posts, then readings with the series that they need.</summary>
internal sealed class SendQueue(OutgoingFrames outgoing, Func<AgentFrame> makeBeat)
{
    private const int MaximumUrgent = 256;

    /// <summary>A stream that described so many series is ended by the agent; the next begins with none.</summary>
    private const int MaximumDescribed = 16_384;

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<AgentFrame> _urgent = Channel.CreateBounded<AgentFrame>(
        new BoundedChannelOptions(MaximumUrgent) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Queue<AgentFrame> _bulk = [];
    private readonly HashSet<uint> _described = [];
    private int _isBeatDue;

    public bool IsWornOut => _described.Count > MaximumDescribed;

    public void Wake() => _wake.Writer.TryWrite(true);

    public void BeatIsDue()
    {
        Interlocked.Exchange(ref _isBeatDue, 1);
        Wake();
    }

    public void Post(AgentFrame frame)
    {
        _urgent.Writer.TryWrite(frame);
        Wake();
    }

    public ValueTask<bool> WaitAsync(CancellationToken token) => _wake.Reader.ReadAsync(token);

    public AgentFrame? NextUrgent() => _urgent.Reader.TryRead(out var frame) ? frame : null;

    /// <summary>Null where nothing is to be sent now.</summary>
    public AgentFrame? Next()
    {
        if (Interlocked.Exchange(ref _isBeatDue, 0) == 1)
        {
            return makeBeat();
        }

        if (NextUrgent() is { } urgent)
        {
            return urgent;
        }

        if (_bulk.Count == 0 && outgoing.TakeNext() is { } kept)
        {
            Enqueue(kept);
        }

        return _bulk.TryDequeue(out var next) ? next : null;
    }

    private void Enqueue(KeptFrame kept)
    {
        foreach (var series in kept.Round?.Series ?? [])
        {
            if (_described.Add(series.Number))
            {
                _bulk.Enqueue(new AgentFrame { Series = series.Series.ToWire(series.Number) });
            }
        }

        _bulk.Enqueue(kept.ToWire());
    }
}
