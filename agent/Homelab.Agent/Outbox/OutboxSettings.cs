namespace Homelab.Agent.Outbox;

/// <summary>How readings wait for their acknowledgement.</summary>
/// <param name="StateDirectory">The outbox is <c>outbox.db</c> in it.</param>
public sealed record OutboxSettings(string StateDirectory)
{
    /// <summary>The age that an unacknowledged reading may reach in RAM: what a kill -9 loses at most, and what the docs promise.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Packed bytes in the outbox above which the drop rule applies. LiteDB's file is up to half as large again.</summary>
    public long QuotaBytes { get; init; } = 32 << 20;

    /// <summary>Bytes of readings in RAM above which the eldest are dropped; reached only where the outbox cannot be written.</summary>
    public long RamBytes { get; init; } = 2 << 20;

    /// <summary>Series that this agent keeps apart at once; readings of more are refused with an event.</summary>
    public int MaximumSeries { get; init; } = 4096;

    /// <summary>Bytes sent and not yet acknowledged. Below HTTP/2's window, so that a beat is never held up by flow control.</summary>
    public long WindowBytes { get; init; } = 256 << 10;

    public string Path => System.IO.Path.Combine(StateDirectory, "outbox.db");
}
