namespace Homelab.TestKit.Emulated;

/// <summary>What an <see cref="EmulatedMachine"/> is: a board of qemu's, and what of Debian's kernel for arm64 it starts with.</summary>
public sealed record EmulatedBoard
{
    /// <summary>The serial number of <see cref="ServerWithDrives"/>'s NVMe drive.</summary>
    public const string NvmeSerial = "NV-0001";

    /// <summary>The serial number of <see cref="ServerWithDrives"/>'s SATA drive.</summary>
    public const string SataSerial = "SA-0002";

    private const string Drivers = "drivers";

    /// <summary>In the order in which they need each other: for the file system of its disk.</summary>
    private static readonly string[] s_ext4 = ["lib/crc16", "crypto/crc32c_generic", "fs/mbcache", "fs/jbd2/jbd2", "fs/ext4/ext4"];

    /// <summary>A Raspberry Pi 3 with a card. What stands in its registers is qemu's: nothing is wired to its header.</summary>
    public static EmulatedBoard RaspberryPi { get; } = new()
    {
        Disk = "mmcblk0",
        Modules =
        [
            .. s_ext4, $"{Drivers}/mmc/host/bcm2835", $"{Drivers}/thermal/broadcom/bcm2835_thermal", $"{Drivers}/watchdog/bcm2835_wdt",
            $"{Drivers}/i2c/i2c-dev", $"{Drivers}/i2c/busses/i2c-bcm2835", $"{Drivers}/w1/wire", $"{Drivers}/w1/slaves/w1_therm",
        ],
        DeviceTree = "broadcom/bcm2837-rpi-3-b.dtb",
        Arguments = disk => ["-M", "raspi3b", "-drive", $"if=sd,format=raw,file={disk}"],
    };

    /// <summary>A server that starts from an NVMe drive and has a SATA drive beside, which is empty. Both answer to what smartctl(8) asks.</summary>
    public static EmulatedBoard ServerWithDrives { get; } = new()
    {
        Disk = "nvme0n1",
        Modules =
        [
            .. s_ext4, "lib/crc64", "lib/crc64-rocksoft", "crypto/crct10dif_common", "crypto/crct10dif_generic", "lib/crc-t10dif", "block/t10-pi", $"{Drivers}/nvme/host/nvme-core", $"{Drivers}/nvme/host/nvme",
            $"{Drivers}/scsi/scsi_common", $"{Drivers}/scsi/scsi_mod", $"{Drivers}/ata/libata", $"{Drivers}/ata/libahci", $"{Drivers}/ata/ahci", $"{Drivers}/scsi/sd_mod",
        ],
        Arguments = disk =>
        [
            "-M", "virt", "-cpu", "cortex-a53", "-m", "1024", "-nic", "none",
            "-drive", $"if=none,id=system,format=raw,file={disk}", "-device", $"nvme,drive=system,serial={NvmeSerial},smart_critical_warning=4",
            "-blockdev", "driver=null-co,node-name=beside,size=67108864,read-zeroes=on", "-device", "ahci,id=sata", "-device", $"ide-hd,bus=sata.0,drive=beside,serial={SataSerial}",
        ],
    };

    /// <summary>The kernel's name of the disk that it has its files on.</summary>
    public required string Disk { get; init; }

    /// <summary>Files of the kernel's, in the order in which they need each other.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>Below Debian's device trees; null where qemu makes one.</summary>
    public string? DeviceTree { get; init; }

    /// <summary>Of qemu, by the file that is the disk.</summary>
    public required Func<string, IReadOnlyList<string>> Arguments { get; init; }
}
