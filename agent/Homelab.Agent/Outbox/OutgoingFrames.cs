using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Host;

namespace Homelab.Agent.Outbox;

/// <summary>All that waits to be sent or acknowledged, from RAM and from the outbox: live words and readings first, then replays.</summary>
internal sealed class OutgoingFrames
{
    private readonly Lock _gate = new();
    private readonly Recorder _recorder;
    private readonly OutboxEntries _entries;
    private readonly AgentIdentity _identity;
    private readonly OutboxSettings _settings;
    private readonly TimeProvider _clock;

    public OutgoingFrames(Recorder recorder, OutboxEntries entries, AgentIdentity identity, OutboxSettings settings, TimeProvider clock)
    {
        (_recorder, _entries, _identity, _settings, _clock) = (recorder, entries, identity, settings, clock);
        recorder.Arrived += Announce;
    }

    /// <summary>Raised when there may be something to send.</summary>
    public event Action? Arrived;

    /// <summary>Raised when a document is done with, or replays may be read ahead, or a stream began or ended.</summary>
    public event Action? KeeperWanted;

    public bool IsConnected { get; private set; }

    /// <summary>What an earlier run left behind is known, and all of it is with the coordinator.</summary>
    public bool IsEarlierSettled => IsEarlierKnown
        && !_recorder.HoldsGaps
        && !_entries.Any(entry => entry.HoldsGaps || entry.First.Incarnation != _identity.Incarnation);

    /// <summary>Set once the file on disk, if there is one, was read.</summary>
    public bool IsEarlierKnown { get; set; }

    public int Frames => _recorder.Frames + _entries.Frames;

    public long OutboxBytes => _entries.Bytes;

    /// <summary>Null where all was sent, or where the window of unacknowledged bytes is full.</summary>
    public KeptFrame? TakeNext()
    {
        lock (_gate)
        {
            if (_recorder.SentBytes + _entries.SentBytes() >= _settings.WindowBytes)
            {
                return null;
            }

            var next = _recorder.TakeNext();
            if (next is not null)
            {
                return next;
            }

            next = _entries.TakeNext(_clock.Now());
            if (_entries.Any(entry => entry.Loaded is null))
            {
                KeeperWanted?.Invoke();
            }

            return next;
        }
    }

    public void Announce() => Arrived?.Invoke();

    public bool IsAnythingUnacknowledged => _recorder.SentBytes + _entries.SentBytes() > 0;

    public void Acknowledge(Ack ack)
    {
        bool isDone;
        lock (_gate)
        {
            _recorder.Forget(frame => Covers(ack, frame.Id));
            isDone = _entries.Acknowledge(id => Covers(ack, id));
        }

        if (isDone)
        {
            KeeperWanted?.Invoke();
        }
    }

    public void StreamStarted()
    {
        IsConnected = true;
        KeeperWanted?.Invoke();
    }

    /// <summary>An acknowledgement may have been lost although the stream lives.</summary>
    public void SendAgain(TimeSpan after)
    {
        _recorder.SendAgain(_clock.Now() - after);
        _entries.SendAgain(_clock.Now() - after);
    }

    public void StreamEnded()
    {
        lock (_gate)
        {
            IsConnected = false;
            _recorder.SendAgain(Moment.Never);
            _entries.StreamEnded();
        }
    }

    /// <summary>Frames of a snapshot went to disk: from RAM into a document, but for what was acknowledged meanwhile.</summary>
    public void Moved(IReadOnlyCollection<KeptFrame> snapshot, OutboxEntry? document, IReadOnlyList<OutboxEntry> all)
    {
        lock (_gate)
        {
            var still = new HashSet<FrameId>();
            var moved = snapshot.Select(frame => frame.Id).ToHashSet();
            _recorder.Forget(frame => moved.Contains(frame.Id) && still.Add(frame.Id));
            if (document is not null)
            {
                document.Unacknowledged.IntersectWith(still.Select(id => id.Sequence));
                document.Loaded = IsConnected ? [.. snapshot.Where(frame => still.Contains(frame.Id))] : null;
            }

            _entries.Replace(all);
        }
    }

    private static bool Covers(Ack ack, FrameId id)
    {
        if (id.Incarnation != ack.Incarnation || id.BootId != ack.BootId)
        {
            return false;
        }

        foreach (var range in ack.Ranges)
        {
            if (range.First <= id.Sequence && id.Sequence <= range.Last)
            {
                return true;
            }
        }

        return false;
    }
}
