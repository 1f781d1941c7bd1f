using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Agent.Outbox;

/// <summary>Samples taken at one moment, or averages over a span that ends there.</summary>
internal sealed record RecordedRound(
    long BoottimeNs, long WallMs, bool ClockSynchronised, KnownSeries[] Series, double[] Values, long AveragedOverMs = 0)
{
    public bool IsAveraged => AveragedOverMs > 0;
}

/// <summary>
/// Readings of one run that will never come. Where spans were joined it may reach over numbers that still do: what comes is taken
/// whatever a gap said.
/// </summary>
internal sealed record LostSpan(FrameId First, ulong Last, long FromWallMs, long ToWallMs, string Reason, HashSet<KnownSeries> Series);

/// <summary>A frame that the agent keeps until the coordinator has called it durable: readings, a gap, or a message (event, report).</summary>
internal sealed class KeptFrame
{
    private const int FixedBytes = 64;
    private const int BytesPerSample = 12;
    private const int BytesPerSeries = 90;

    public required FrameId Id { get; init; }

    /// <summary>When it came into RAM.</summary>
    public Moment KeptAt { get; set; }

    public RecordedRound? Round { get; init; }

    public LostSpan? Lost { get; set; }

    /// <summary>The body of an event, a report or a gap that came back from the outbox; without key.</summary>
    public AgentFrame? Message { get; set; }

    /// <summary>When it was written to the present stream; null where it waits.</summary>
    public Moment? SentAt { get; set; }

    public bool IsSent => SentAt is not null;

    /// <summary>Written to some stream of this process: its content under its key must not change any more.</summary>
    public bool WasEverSent { get; set; }

    /// <summary>In a document that is being written, and so perhaps on disk: its content must not change either, until it is known that nothing was written.</summary>
    public bool IsBeingWritten { get; set; }

    public bool MayChange => !WasEverSent && !IsBeingWritten;

    public bool IsReading => Round is not null;

    public bool IsGap => Lost is not null || Message?.Gap is not null;

    /// <summary>About what it takes in memory and on the wire.</summary>
    public int Bytes => FixedBytes
        + (Round is { } round ? round.Values.Length * BytesPerSample : 0)
        + (Lost is { } lost ? lost.Series.Count * BytesPerSeries : 0)
        + (Message?.CalculateSize() ?? 0);
}
