using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Emulated;

/// <summary>
/// The mailbox of a Raspberry Pi's firmware, which Debian's kernel has no device for: mailbox.c plays it behind one of its own (CUSE). Whoever opens <c>/dev/vcio</c> asks the kernel as on Raspberry Pi OS,
/// and only who may open it is answered.
/// </summary>
public static class PlayedFirmware
{
    private const string Program = "mailbox";

    /// <summary>For the machine's shell, where the files lie in <see cref="InstalledMachine.Files"/>: until udev has seen the device.</summary>
    public const string Start = $"""
        insmod {InstalledMachine.Files}/fuse.ko
        insmod {InstalledMachine.Files}/cuse.ko
        {InstalledMachine.Files}/{Program} &
        until [ -c /dev/vcio ]; do sleep 0.2; done
        udevadm settle
        """;

    /// <summary>Puts what the machine needs of it into a folder.</summary>
    public static async Task AddAsync(string files)
    {
        var source = Repository.PathOf($"tests/Homelab.TestKit/Emulated/{Program}.c");
        await Command.RequireAsync("aarch64-linux-gnu-gcc", "-static", "-Wall", "-Werror", "-O2", "-o", Path.Combine(files, Program), source).ConfigureAwait(false);
        var kernel = await EmulatedMachine.KernelAsync().ConfigureAwait(false);
        foreach (var module in (string[])["fuse", "cuse"])
        {
            EmulatedMachine.Copy(Path.Combine(kernel, $"fs/fuse/{module}.ko"), files);
        }
    }
}
