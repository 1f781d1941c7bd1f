using System.Globalization;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.TestKit.Pi;

/// <summary>
/// A Raspberry Pi 3 of qemu's with Debian's own kernel for it. It starts from memory, has a card that is mounted on /state, no network, and runs the programs of deploy/build --rid linux-arm64.
/// What stands in its registers is qemu's: nothing is wired to its header.
/// </summary>
public sealed class EmulatedPi : IAsyncDisposable
{
    private const string Drivers = "drivers";

    /// <summary>Opened at run time, or needed by a program; each by its name in Debian's library folders.</summary>
    private static readonly string[] s_libraries =
        ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libssl.so.3", "libcrypto.so.3", "libgpiod.so.2"];

    /// <summary>In the order in which they need each other.</summary>
    private static readonly string[] s_modules =
    [
        "lib/crc16", "crypto/crc32c_generic", "fs/mbcache", "fs/jbd2/jbd2", "fs/ext4/ext4", $"{Drivers}/mmc/host/bcm2835", $"{Drivers}/thermal/broadcom/bcm2835_thermal",
        $"{Drivers}/watchdog/bcm2835_wdt", $"{Drivers}/i2c/i2c-dev", $"{Drivers}/i2c/busses/i2c-bcm2835",
    ];

    private readonly TempFolder _folder = new();
    private readonly string _image;
    private RunningProgram? _running;

    private EmulatedPi(string image) => _image = image;

    /// <summary>What came over its serial line.</summary>
    public IReadOnlyList<string> Console => _running?.Lines ?? [];

    private string Memory => _folder.At("initramfs");

    private string Card => _folder.At("card.img");

    /// <param name="files">Copied into its /bin; programs are those for arm64.</param>
    /// <param name="script">For busybox's shell, run as its first process after /proc, /sys, /dev, /run and /state are mounted. Where it ends, the machine does.</param>
    public static async Task<EmulatedPi> MakeAsync(IEnumerable<string> files, string script)
    {
        var pi = new EmulatedPi(await MachineImage.RaspberryPiAsync().ConfigureAwait(false));
        var root = pi._folder.Folder("root");
        foreach (var name in (string[])["dev", "proc", "sys", "run", "state", "tmp", "etc"])
        {
            Directory.CreateDirectory(Path.Combine(root, name));
        }

        foreach (var file in files.Append(Path.Combine(pi._image, "bin/busybox")))
        {
            Copy(file, Path.Combine(root, "bin"));
        }

        Copy(Path.Combine(pi._image, "lib/ld-linux-aarch64.so.1"), Path.Combine(root, "lib"));
        foreach (var library in s_libraries)
        {
            Copy(((string[])["lib", "usr/lib"]).Select(folder => Path.Combine(pi._image, folder, "aarch64-linux-gnu", library)).First(File.Exists), Path.Combine(root, "lib/aarch64-linux-gnu"));
        }

        var kernel = Path.Combine(Directory.GetDirectories(Path.Combine(pi._image, "lib/modules")).Single(), "kernel");
        foreach (var module in s_modules)
        {
            Copy(Path.Combine(kernel, $"{module}.ko"), Path.Combine(root, "modules"));
        }

        pi._folder.Write("root/init", $"""
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc
            mount -t sysfs sys /sys
            mount -t devtmpfs dev /dev
            mount -t tmpfs run /run
            mount -t debugfs debug /sys/kernel/debug
            ifconfig lo 127.0.0.1 up
            for module in {string.Join(' ', s_modules.Select(Path.GetFileName))}; do insmod /modules/$module.ko; done
            until [ -b /dev/mmcblk0 ]; do sleep 0.2; done
            mount -t ext4 /dev/mmcblk0 /state
            {script}
            sync
            poweroff -f
            """);
        await Command.RequireAsync("sh", "-c", $"cd '{root}' && chmod 755 init bin/* && find . | busybox cpio -o -H newc >'{pi.Memory}'").ConfigureAwait(false);
        await using (var card = File.Create(pi.Card))
        {
            // qemu takes a card of a power of two only.
            card.SetLength(64 << 20);
        }

        await Command.RequireAsync("/usr/sbin/mkfs.ext4", "-q", "-F", pi.Card).ConfigureAwait(false);
        return pi;
    }

    /// <summary>Boots it and waits until it has powered itself off.</summary>
    /// <exception cref="TimeoutException">It did not; the message holds what it said last.</exception>
    public async Task RunAsync(TimeSpan bound)
    {
        string[] arguments =
        [
            "-M", "raspi3b", "-kernel", One("boot", "vmlinuz-*"), "-dtb", Path.Combine(One("usr/lib", "linux-image-*"), "broadcom/bcm2837-rpi-3-b.dtb"), "-initrd", Memory,
            "-drive", string.Create(CultureInfo.InvariantCulture, $"if=sd,format=raw,file={Card}"),
            // The kernel lets registers be written from outside only so (iomem); how else does a level of a line change?
            "-append", "console=ttyAMA0 rdinit=/init iomem=relaxed panic=1 loglevel=1",
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

    private static void Copy(string file, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    private string One(string folder, string pattern) => Directory.EnumerateFileSystemEntries(Path.Combine(_image, folder), pattern).Single();
}
