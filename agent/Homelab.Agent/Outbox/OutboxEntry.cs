namespace Homelab.Agent.Outbox;

internal enum EntryKind
{
    /// <summary>Holds rounds as they were taken.</summary>
    Raw,

    /// <summary>Its rounds are averages.</summary>
    Averaged,

    /// <summary>Holds no readings: events, reports, gaps. Never dropped.</summary>
    Words,
}

/// <summary>What the agent knows of one document in its outbox without reading it. All frames of a document are of one run.</summary>
internal sealed class OutboxEntry
{
    private OutboxEntry(long id, int bytes, List<KeptFrame> frames)
    {
        (Id, Bytes, First) = (id, bytes, frames[0].Id);
        Unacknowledged = [.. frames.Select(frame => frame.Id.Sequence)];
        var rounds = frames.Where(frame => frame.IsReading).ToList();
        Kind = rounds.Count == 0 ? EntryKind.Words : rounds.Exists(frame => !frame.Round!.IsAveraged) ? EntryKind.Raw : EntryKind.Averaged;
        HoldsGaps = frames.Exists(frame => frame.IsGap);
        Lost = LostSpans.Of(rounds, "").FirstOrDefault();
        StartNs = rounds.Count == 0 ? 0 : rounds.Min(frame => frame.Round!.BoottimeNs);
        EndNs = rounds.Count == 0 ? 0 : rounds.Max(frame => frame.Round!.BoottimeNs);
    }

    public long Id { get; }

    public int Bytes { get; }

    public EntryKind Kind { get; }

    public bool HoldsGaps { get; }

    /// <summary>Any frame of it, to know its run.</summary>
    public FrameId First { get; }

    /// <summary>CLOCK_BOOTTIME of its first and last round, in its own boot.</summary>
    public long StartNs { get; }

    public long EndNs { get; }

    public HashSet<ulong> Unacknowledged { get; }

    /// <summary>What would be lost with it, but for the reason; null where it has no readings.</summary>
    public LostSpan? Lost { get; }

    /// <summary>Its frames, while they are being sent; null where they are only on disk.</summary>
    public List<KeptFrame>? Loaded
    {
        get;
        set
        {
            field = value;
            WasLoaded |= value is not null;
        }
    }

    /// <summary>Frames of it may have been sent: what stands under their numbers must not change.</summary>
    public bool WasLoaded { get; private set; }

    public static OutboxEntry Of(long id, int bytes, List<KeptFrame> frames) => new(id, bytes, frames);
}
