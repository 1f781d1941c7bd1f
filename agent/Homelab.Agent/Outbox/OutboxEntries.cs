using Homelab.Domain;

namespace Homelab.Agent.Outbox;

/// <summary>The outbox's documents as the agent knows them without reading, shared by the uplink and the keeper of the file.</summary>
internal sealed class OutboxEntries
{
    private readonly Lock _gate = new();
    private List<OutboxEntry> _entries = [];

    /// <summary>The documents, eldest first.</summary>
    public List<OutboxEntry> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _entries.Sum(entry => (long)entry.Bytes);
            }
        }
    }

    public int Frames
    {
        get
        {
            lock (_gate)
            {
                return _entries.Sum(entry => entry.Unacknowledged.Count);
            }
        }
    }

    public bool Any(Predicate<OutboxEntry> condition)
    {
        lock (_gate)
        {
            return _entries.Exists(condition);
        }
    }

    public void Replace(IEnumerable<OutboxEntry> entries)
    {
        lock (_gate)
        {
            _entries = [.. entries];
        }
    }

    /// <summary>The eldest document that should be read to be sent: not too many at once.</summary>
    public OutboxEntry? NextToLoad(int atMost)
    {
        lock (_gate)
        {
            var waiting = _entries.Count(entry => entry.Loaded?.Exists(frame => !frame.IsSent) == true);
            return waiting < atMost ? _entries.Find(entry => entry.Loaded is null && entry.Unacknowledged.Count > 0) : null;
        }
    }

    public void Load(OutboxEntry entry, List<KeptFrame> frames)
    {
        lock (_gate)
        {
            entry.Loaded = frames.FindAll(frame => entry.Unacknowledged.Contains(frame.Id.Sequence));
        }
    }

    public KeptFrame? TakeNext(Moment now)
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (entry.Loaded?.Find(frame => !frame.IsSent) is { } next)
                {
                    next.SentAt = now;
                    return next;
                }
            }

            return null;
        }
    }

    public long SentBytes()
    {
        lock (_gate)
        {
            return _entries.Sum(entry => entry.Loaded?.Where(frame => frame.IsSent).Sum(frame => (long)frame.Bytes) ?? 0);
        }
    }

    /// <summary>True where a document is now wholly acknowledged.</summary>
    public bool Acknowledge(Predicate<FrameId> isAcknowledged)
    {
        lock (_gate)
        {
            var finished = false;
            foreach (var entry in _entries)
            {
                entry.Unacknowledged.RemoveWhere(sequence => isAcknowledged(entry.First with { Sequence = sequence }));
                entry.Loaded?.RemoveAll(frame => isAcknowledged(frame.Id));
                finished |= entry.Unacknowledged.Count == 0;
            }

            return finished;
        }
    }

    /// <summary>What was sent at this moment or before and is still not acknowledged is sent again.</summary>
    public void SendAgain(Moment sentUntil)
    {
        lock (_gate)
        {
            foreach (var frame in _entries.SelectMany(entry => entry.Loaded ?? []))
            {
                frame.SentAt = frame.SentAt <= sentUntil ? null : frame.SentAt;
            }
        }
    }

    public void StreamEnded()
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                entry.Loaded = null;
            }
        }
    }
}
