using System.Collections.Immutable;

namespace Homelab.Domain.Storage;

public enum DeviceKind
{
    Other,

    /// <summary>An SD card: it has no standard wear counter.</summary>
    SdCard,
    Emmc,
    Nvme,
    Sata,
    Usb,

    /// <summary>An array of the md driver.</summary>
    Array,
    ZfsPool,
    Btrfs,
}

/// <summary>What an agent says of one device. What is null was not read.</summary>
public sealed record DeviceReport
{
    /// <summary>The kernel's name, such as mmcblk0.</summary>
    public required string Name { get; init; }

    public DeviceKind Kind { get; init; }

    /// <summary>What tells this device from every other: a card's cid, a disk's wwid; empty where it has none.</summary>
    public string Identity { get; init; } = "";

    public string Model { get; init; } = "";

    public string Serial { get; init; } = "";

    /// <summary>When it was made, as it says itself: 03/2021.</summary>
    public string Made { get; init; } = "";

    public long SizeBytes { get; init; }

    /// <summary>The agent's own state lies on it.</summary>
    public bool HoldsState { get; init; }

    /// <summary>What the host wrote to it in this boot.</summary>
    public HostWrites? Writes { get; init; }

    public EmmcWear? Wear { get; init; }

    /// <summary>Only of a card, and where root was asked for it.</summary>
    public ControllerReport? Controller { get; init; }

    /// <summary>Null where the kernel's log is not read.</summary>
    public ComplaintReport? Complaints { get; init; }

    public SmartReport? Smart { get; init; }

    /// <summary>Only of a volume over several devices.</summary>
    public VolumeReport? Volume { get; init; }

    /// <summary>Only of the device that holds the agent's state.</summary>
    public ProbeReport? Probe { get; init; }

    /// <summary>Only of the device that holds the agent's state.</summary>
    public CanaryReport? Canary { get; init; }

    /// <summary>Only of the device that holds what is installed.</summary>
    public ScrubReport? Packages { get; init; }

    /// <summary>Null where nobody asked for it.</summary>
    public FullReadReport? FullRead { get; init; }

    public ImmutableArray<FileSystemReport> FileSystems { get; init; } = [];
}

/// <param name="Bytes">Since the boot.</param>
/// <param name="Count">Writes completed since the boot.</param>
/// <param name="Busy">Spent on them, summed.</param>
public sealed record HostWrites(long Bytes, long Count, TimeSpan Busy);

/// <summary>
/// An eMMC's own registers, as the kernel read them when it met the card: DEVICE_LIFE_TIME_EST_TYP_A and B, PRE_EOL_INFO (JESD84-B51, 7.4). Zero is "not said".
/// </summary>
/// <param name="ReadAgo">How long ago that was.</param>
public sealed record EmmcWear(int LifeTimeA, int LifeTimeB, int PreEndOfLife, TimeSpan ReadAgo);

/// <summary>An ext4 file system's own count of its errors; it survives reboots, and fsck clears it.</summary>
/// <param name="Device">The block device that it lies on, such as mmcblk0p2.</param>
/// <param name="LifetimeWritten">Bytes since mkfs.</param>
/// <param name="LastErrorFunction">The kernel's function that met the last error; empty where none.</param>
public sealed record FileSystemReport(string Device, long Errors, long Warnings, long LifetimeWritten, string LastErrorFunction);
