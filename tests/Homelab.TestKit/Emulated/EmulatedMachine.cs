using System.Globalization;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.TestKit.Pi;

/// <summary>
/// A Raspberry Pi 3 of qemu's with Debian's own kernel for it and a card, and no network. What stands in its registers is qemu's: nothing is wired to its header.
/// It starts from memory; what runs then is <see cref="PiInMemory"/>'s script, or a system on its card (<see cref="PiFromCard"/>).
/// </summary>
public sealed class EmulatedPi : IAsyncDisposable
{
    private const string Drivers = "drivers";

    /// <summary>In the order in which they need each other.</summary>
    private static readonly string[] s_modules =
    [
        "lib/crc16", "crypto/crc32c_generic", "fs/mbcache", "fs/jbd2/jbd2", "fs/ext4/ext4", $"{Drivers}/mmc/host/bcm2835", $"{Drivers}/thermal/broadcom/bcm2835_thermal",
        $"{Drivers}/watchdog/bcm2835_wdt", $"{Drivers}/i2c/i2c-dev", $"{Drivers}/i2c/busses/i2c-bcm2835", $"{Drivers}/w1/wire", $"{Drivers}/w1/slaves/w1_therm",
    ];

    private readonly TempFolder _folder = new();
    private RunningProgram? _running;

    private EmulatedPi(string image) => Image = image;

    /// <summary>What came over its serial line.</summary>
    public IReadOnlyList<string> Console => _running?.Lines ?? [];

    /// <summary>Where Debian's files for it lie: kernel, modules, libraries.</summary>
    internal string Image { get; }

    /// <summary>What it starts from: a folder with its first program and what that needs.</summary>
    internal string Memory => _folder.Folder("memory");

    private string Packed => _folder.At("initramfs");

    private string Card => _folder.At("card.img");

    internal static async Task<EmulatedPi> MakeAsync() => new(await MachineImage.RaspberryPiAsync().ConfigureAwait(false));

    /// <param name="startsWith">For busybox's shell, run as its first process when the kernel's drivers are there and the card is mounted on /card.</param>
    internal async Task StartsWithAsync(string startsWith)
    {
        foreach (var name in (string[])["dev", "proc", "sys", "run", "card", "tmp", "etc"])
        {
            Directory.CreateDirectory(Path.Combine(Memory, name));
        }

        Copy(Path.Combine(Image, "bin/busybox"), Path.Combine(Memory, "bin"));
        var kernel = Path.Combine(Directory.GetDirectories(Path.Combine(Image, "lib/modules")).Single(), "kernel");
        foreach (var module in s_modules)
        {
            Copy(Path.Combine(kernel, $"{module}.ko"), Path.Combine(Memory, "modules"));
        }

        _folder.Write("memory/init", $"""
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc
            mount -t sysfs sys /sys
            mount -t devtmpfs dev /dev
            for module in {string.Join(' ', s_modules.Select(Path.GetFileName))}; do insmod /modules/$module.ko; done
            until [ -b /dev/mmcblk0 ]; do sleep 0.2; done
            mount -t ext4 /dev/mmcblk0 /card
            date -s '2026-02-03 04:05'
            {startsWith}
            """);
        await Command.RequireAsync("sh", "-c", $"cd '{Memory}' && chmod 755 init bin/* && find . | busybox cpio -o -H newc >'{Packed}'").ConfigureAwait(false);
    }

    /// <param name="bytes">A power of two: qemu takes no other card.</param>
    /// <param name="holds">A folder whose files lie on it from the beginning.</param>
    internal async Task MakeCardAsync(long bytes, string? holds = null)
    {
        await using (var card = File.Create(Card))
        {
            card.SetLength(bytes);
        }

        await Command.RequireAsync("/usr/sbin/mkfs.ext4", ["-q", "-F", .. holds is null ? (string[])[] : ["-d", holds], Card]).ConfigureAwait(false);
    }

    /// <summary>Boots it and waits until it has powered itself off.</summary>
    /// <exception cref="TimeoutException">It did not; the message holds what it said last.</exception>
    public async Task RunAsync(TimeSpan bound)
    {
        string[] arguments =
        [
            "-M", "raspi3b", "-kernel", One("boot", "vmlinuz-*"), "-dtb", Path.Combine(One("usr/lib", "linux-image-*"), "broadcom/bcm2837-rpi-3-b.dtb"), "-initrd", Packed,
            "-drive", string.Create(CultureInfo.InvariantCulture, $"if=sd,format=raw,file={Card}"),
            // The kernel lets registers be written from outside only so (iomem); how else does a level of a line change?
            "-append", "console=ttyAMA0 rdinit=/init iomem=relaxed panic=1 loglevel=1 systemd.show_status=0",
            "-display", "none", "-monitor", "none", "-serial", "stdio", "-no-reboot",
        ];
        _running = await RunningProgram.StartAsync("the emulated Raspberry Pi", "qemu-system-aarch64", arguments).ConfigureAwait(false);
        await _running.WaitForExitAsync(bound).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync().ConfigureAwait(false);
        }

        _folder.Dispose();
    }

    internal static void Copy(string file, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    private string One(string folder, string pattern) => Directory.EnumerateFileSystemEntries(Path.Combine(Image, folder), pattern).Single();
}
