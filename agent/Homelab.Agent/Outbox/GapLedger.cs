namespace Homelab.Agent.Outbox;

/// <summary>
/// The gaps that the drop rule makes, in one document of the outbox. While none of it was sent they are joined in place, so that an
/// outbox short of room does not fill up with the words about it.
/// </summary>
internal sealed class GapLedger(Func<FrameId> nextId)
{
    private readonly Queue<FrameId> _spare = [];
    private List<KeptFrame> _gaps = [];
    private List<KeptFrame> _next = [];

    /// <summary>The document; null where there is none that may still be changed.</summary>
    public OutboxEntry? Entry { get; private set; }

    public bool IsChanged { get; private set; }

    public IReadOnlyList<KeptFrame> Gaps => _next;

    public void Begin()
    {
        if (Entry is { WasLoaded: true } or { Unacknowledged.Count: 0 })
        {
            (Entry, _gaps) = (null, []);
        }

        _next = [.. _gaps];
        IsChanged = false;
    }

    public void Add(IEnumerable<LostSpan> spans)
    {
        foreach (var span in spans)
        {
            Add(span);
            IsChanged = true;
        }
    }

    /// <summary>The commit stands.</summary>
    public void Accept(OutboxEntry entry) => (Entry, _gaps, IsChanged) = (entry, _next, false);

    /// <summary>The commit failed: the numbers that were taken are used the next time, since a number that never comes would count as a loss.</summary>
    public void GiveBack()
    {
        foreach (var gap in _next.Where(gap => !_gaps.Exists(old => old.Id == gap.Id)))
        {
            _spare.Enqueue(gap.Id);
        }

        (_next, IsChanged) = ([.. _gaps], false);
    }

    private void Add(LostSpan span)
    {
        for (var i = 0; i < _next.Count; i++)
        {
            if (LostSpans.TryJoin(_next[i].Lost!, span) is { } joined)
            {
                _next[i] = new KeptFrame { Id = _next[i].Id, Lost = joined };
                return;
            }
        }

        _next.Add(new KeptFrame { Id = _spare.TryDequeue(out var id) ? id : nextId(), Lost = span });
    }
}
