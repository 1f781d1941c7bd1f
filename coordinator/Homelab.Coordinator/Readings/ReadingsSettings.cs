namespace Homelab.Coordinator.Readings;

/// <summary>How readings are taken in and kept.</summary>
/// <param name="StateDirectory">The history is <c>history.db</c> in it.</param>
public sealed record ReadingsSettings(string StateDirectory)
{
    /// <summary>Readings become durable and are acknowledged so often; each flush is one document.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often flush documents are folded into chunks.</summary>
    public TimeSpan FoldInterval { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan RawFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Averages over five minutes.</summary>
    public TimeSpan AveragesFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Packed bytes of all chunks; above it the eldest go first. LiteDB's file is up to half as large again.</summary>
    public long QuotaBytes { get; init; } = 1L << 30;

    /// <summary>Series of one node that are held at once; readings of more are refused and counted.</summary>
    public int MaximumSeriesPerNode { get; init; } = 4096;

    /// <summary>Bytes that one node may have under way to the disk; frames above it are left unacknowledged and come again.</summary>
    public int MaximumPendingBytesPerNode { get; init; } = 2 << 20;

    public int MaximumEventsPerNode { get; init; } = 500;

    public int MaximumGapsPerNode { get; init; } = 500;

    public string Path => System.IO.Path.Combine(StateDirectory, "history.db");
}
