using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.TestKit.Emulated;

/// <summary>
/// A machine of qemu's with a processor of arm64, Debian's own kernel for it and a disk, and no network: an <see cref="EmulatedBoard"/>.
/// It starts from memory; what runs then is <see cref="PiInMemory"/>'s script, or a system on its disk (<see cref="InstalledMachine"/>).
/// </summary>
public sealed class EmulatedMachine : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly EmulatedBoard _board;
    private RunningProgram? _running;

    private EmulatedMachine(EmulatedBoard board, string image)
    {
        _board = board;
        Image = image;
    }

    /// <summary>What came over its serial line.</summary>
    public IReadOnlyList<string> Console => _running?.Lines ?? [];

    /// <summary>Where Debian's files for it lie: kernel, modules, libraries.</summary>
    internal string Image { get; }

    /// <summary>What it starts from: a folder with its first program and what that needs.</summary>
    internal string Memory => _folder.Folder("memory");

    private string Packed => _folder.At("initramfs");

    private string Disk => _folder.At("disk.img");

    internal static async Task<EmulatedMachine> MakeAsync(EmulatedBoard board) => new(board, await MachineImage.RaspberryPiAsync().ConfigureAwait(false));

    /// <summary>The folder of the kernel's modules.</summary>
    internal static async Task<string> KernelAsync() =>
        Path.Combine(Directory.GetDirectories(Path.Combine(await MachineImage.RaspberryPiAsync().ConfigureAwait(false), "lib/modules")).Single(), "kernel");

    /// <param name="startsWith">For busybox's shell, run as its first process when the kernel's drivers are there and the disk is mounted on /disk.</param>
    internal async Task StartsWithAsync(string startsWith)
    {
        foreach (var name in (string[])["dev", "proc", "sys", "run", "disk", "tmp", "etc"])
        {
            Directory.CreateDirectory(Path.Combine(Memory, name));
        }

        Copy(Path.Combine(Image, "bin/busybox"), Path.Combine(Memory, "bin"));
        var kernel = await KernelAsync().ConfigureAwait(false);
        foreach (var module in _board.Modules)
        {
            Copy(Path.Combine(kernel, $"{module}.ko"), Path.Combine(Memory, "modules"));
        }

        _folder.Write("memory/init", $"""
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc
            mount -t sysfs sys /sys
            mount -t devtmpfs dev /dev
            for module in {string.Join(' ', _board.Modules.Select(Path.GetFileName))}; do insmod /modules/$module.ko; done
            until [ -b /dev/{_board.Disk} ]; do sleep 0.2; done
            mount -t ext4 /dev/{_board.Disk} /disk
            date -s '2026-02-03 04:05'
            {startsWith}
            """);
        await Command.RequireAsync("sh", "-c", $"cd '{Memory}' && chmod 755 init bin/* && find . | busybox cpio -o -H newc >'{Packed}'").ConfigureAwait(false);
    }

    /// <param name="bytes">A power of two: qemu takes no other card.</param>
    /// <param name="holds">A folder whose files lie on it from the beginning.</param>
    internal async Task MakeDiskAsync(long bytes, string? holds = null)
    {
        await using (var disk = File.Create(Disk))
        {
            disk.SetLength(bytes);
        }

        await Command.RequireAsync("/usr/sbin/mkfs.ext4", ["-q", "-F", .. holds is null ? (string[])[] : ["-d", holds], Disk]).ConfigureAwait(false);
    }

    /// <summary>Boots it and waits until it has powered itself off.</summary>
    /// <exception cref="TimeoutException">It did not; the message holds what it said last.</exception>
    public async Task RunAsync(TimeSpan bound)
    {
        string[] arguments =
        [
            .. _board.Arguments(Disk), "-kernel", One("boot", "vmlinuz-*"), "-initrd", Packed,
            .. _board.DeviceTree is { } tree ? (string[])["-dtb", Path.Combine(One("usr/lib", "linux-image-*"), tree)] : [],
            // The kernel lets registers be written from outside only so (iomem); how else does a level of a line change?
            "-append", "console=ttyAMA0 rdinit=/init iomem=relaxed panic=1 loglevel=1 systemd.show_status=0",
            "-display", "none", "-monitor", "none", "-serial", "stdio", "-no-reboot",
        ];
        _running = await RunningProgram.StartAsync("the emulated machine", "qemu-system-aarch64", arguments).ConfigureAwait(false);
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
