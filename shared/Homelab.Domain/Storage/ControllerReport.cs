namespace Homelab.Domain.Storage;

/// <summary>What a card's controller counted since the kernel met it (err_stats). Commands that nobody answered are left out: a card is asked at its start for what it may not be.</summary>
/// <param name="Checksums">Commands and data that came with a wrong checksum.</param>
/// <param name="Lost">Data that never came, and transfers that broke off.</param>
/// <param name="ReadAgo">How long ago the kernel was asked.</param>
public sealed record ControllerReport(long Checksums, long Lost, TimeSpan ReadAgo)
{
    public long Errors => Checksums + Lost;
}
