namespace Homelab.Domain.Storage;

public enum VolumeCondition
{
    /// <summary>The kernel says something that is not known here.</summary>
    Other,
    Whole,

    /// <summary>It runs without some of its members.</summary>
    Degraded,

    /// <summary>It does not run, or takes no more reads and writes.</summary>
    Broken,
}

/// <summary>What the kernel says of a volume over several devices: an md array, a ZFS pool, a btrfs file system.</summary>
/// <param name="Said">The kernel's own word, such as clean or DEGRADED.</param>
/// <param name="Level">Such as raid1; empty where it has none.</param>
/// <param name="Members">Zero where it is not told.</param>
/// <param name="Missing">Of the members.</param>
/// <param name="IsRebuilding">It copies to a new member, or checks itself.</param>
/// <param name="Mismatches">Sectors that the last check found to differ.</param>
public sealed record VolumeReport(VolumeCondition Condition, string Said, string Level, int Members, int Missing, bool IsRebuilding, long Mismatches);
