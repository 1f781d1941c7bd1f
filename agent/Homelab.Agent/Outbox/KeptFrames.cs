using Homelab.Domain;

namespace Homelab.Agent.Outbox;

/// <summary>The frames in RAM, in the order of their numbers, within a bound of bytes. Not for two threads at once.</summary>
internal sealed class KeptFrames(long maximumBytes, Func<FrameId> nextId)
{
    public const string RamFull = "The agent's memory for readings was full, because its outbox could not be written.";

    private readonly List<KeptFrame> _frames = [];
    private long _bytes;

    public int Count => _frames.Count;

    public Moment? Eldest => _frames.Count == 0 ? null : _frames[0].KeptAt;

    public bool HoldsGaps => _frames.Exists(frame => frame.IsGap);

    public long SentBytes => _frames.Where(frame => frame.IsSent).Sum(frame => (long)frame.Bytes);

    public List<KeptFrame> All => [.. _frames];

    public KeptFrame? Find(Predicate<KeptFrame> condition) => _frames.Find(condition);

    public void Keep(KeptFrame frame, Moment now)
    {
        frame.KeptAt = now;
        _frames.Add(frame);
        _bytes += frame.Bytes;
    }

    /// <summary>Puts other words under the number of a frame that was never sent.</summary>
    public void Change(KeptFrame frame, Action change)
    {
        _bytes -= frame.Bytes;
        change();
        _bytes += frame.Bytes;
    }

    /// <summary>Keeps the word of readings that are lost, joined to one that was not sent yet.</summary>
    public void KeepLost(LostSpan span, Moment now)
    {
        foreach (var frame in _frames)
        {
            if (frame.MayChange && frame.Lost is { } lost && LostSpans.TryJoin(lost, span) is { } joined)
            {
                Change(frame, () => frame.Lost = joined);
                return;
            }
        }

        Keep(new KeptFrame { Id = nextId(), Lost = span }, now);
    }

    /// <summary>Drops the eldest readings above the bound and keeps the word of it; gives how many rounds went.</summary>
    public int DropOverflow(Moment now)
    {
        var dropped = new List<KeptFrame>();
        while (_bytes > maximumBytes && _frames.Find(frame => frame.IsReading) is { } eldest)
        {
            dropped.Add(eldest);
            _frames.Remove(eldest);
            _bytes -= eldest.Bytes;
        }

        foreach (var span in LostSpans.Of(dropped, RamFull))
        {
            KeepLost(span, now);
        }

        return dropped.Count;
    }

    public void Forget(Predicate<KeptFrame> isDurable)
    {
        _frames.RemoveAll(isDurable);
        _bytes = _frames.Sum(frame => (long)frame.Bytes);
    }

    public void SendAgain(Moment sentUntil)
    {
        foreach (var frame in _frames)
        {
            frame.SentAt = frame.SentAt <= sentUntil ? null : frame.SentAt;
        }
    }
}
