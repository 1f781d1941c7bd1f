namespace Homelab.Coordinator.Fleet;

/// <summary>What one uplink may send. Far above what an agent needs, low enough that garbage costs little.</summary>
public static class UplinkLimits
{
    public const uint Protocol = 1;

    /// <summary>Largest frame, bytes; gRPC itself refuses larger ones.</summary>
    public const int FrameBytes = 1024 * 1024;

    /// <summary>Frames that want an ack: beyond this many a second the stream is read no faster, which holds the sender back.</summary>
    public const int PacedFramesPerSecond = 2000;

    public const int PacedBurst = 4000;

    /// <summary>Beyond this many bytes a second a stream is read no faster. An agent has 256 KiB under way at most, so it waits 30 ms for that at worst.</summary>
    public const int PacedBytesPerSecond = 8 * 1024 * 1024;

    /// <summary>A whole outbox.</summary>
    public const int PacedBytesBurst = 32 * 1024 * 1024;

    /// <summary>Beats and answers: more than this many a second is a fault, and the stream is refused.</summary>
    public const int UnkeyedFramesPerSecond = 100;

    public const int UnkeyedBurst = 1000;

    public const int SeriesPerStream = 20_000;

    public const int SamplesPerBatch = 20_000;

    public const int LabelsPerSeries = 32;

    public const int ItemsPerReport = 2000;

    public const int DevicesPerReport = 64;

    public const int OrdersPerHello = 100;

    public const int ItemsPerDrill = 100;

    public const int VariablesPerSupply = 64;

    public const int FindingsPerScan = 500;

    public const int NameCharacters = 128;

    public const int TextCharacters = 4096;

    /// <summary>A stream without a first frame for this long is ended.</summary>
    public static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(10);
}
