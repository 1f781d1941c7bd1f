namespace Homelab.Domain.Storage;

/// <summary>What a drive says of itself, as smartctl reads it. What is null the drive does not tell.</summary>
public sealed record SmartReport
{
    /// <summary>How long ago smartctl asked the drive.</summary>
    public TimeSpan ReadAgo { get; init; }

    /// <summary>smartctl's exit status: bits, each of which stands for one finding (smartctl(8), "EXIT STATUS").</summary>
    public int ExitStatus { get; init; }

    /// <summary>The drive's own verdict.</summary>
    public bool? Passed { get; init; }

    /// <summary>NVMe: bits of the health log (NVM Express Base Specification, "SMART / Health Information").</summary>
    public int? CriticalWarning { get; init; }

    /// <summary>NVMe: of the endurance, by the drive's own estimate; may pass 100.</summary>
    public int? PercentageUsed { get; init; }

    /// <summary>NVMe: percent of the spare blocks that are left, and what the maker calls too few.</summary>
    public int? AvailableSpare { get; init; }

    public int? SpareThreshold { get; init; }

    /// <summary>Data that the drive could not give back: NVMe's media errors; SATA's pending and uncorrectable sectors (attributes 197 and 198).</summary>
    public long? LostData { get; init; }

    /// <summary>SATA: sectors that were replaced (attribute 5).</summary>
    public long? Reallocated { get; init; }
}
