namespace Homelab.TestKit.Emulated;

/// <summary>An emulated Raspberry Pi that runs one script, with a card on /state and the programs of deploy/build --rid linux-arm64: the quickest there is.</summary>
public static class PiInMemory
{
    /// <summary>Opened at run time, or needed by a program; each by its name in Debian's library folders.</summary>
    private static readonly string[] s_libraries =
        ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libssl.so.3", "libcrypto.so.3", "libgpiod.so.2"];

    /// <param name="files">Copied into its /bin; programs are those for arm64.</param>
    /// <param name="script">For busybox's shell, with /proc, /sys, /dev, /run and /state. Where it ends, the machine does.</param>
    public static async Task<EmulatedMachine> MakeAsync(IEnumerable<string> files, string script)
    {
        var pi = await EmulatedMachine.MakeAsync(EmulatedBoard.RaspberryPi).ConfigureAwait(false);
        foreach (var file in files)
        {
            EmulatedMachine.Copy(file, Path.Combine(pi.Memory, "bin"));
        }

        EmulatedMachine.Copy(Path.Combine(pi.Image, "lib/ld-linux-aarch64.so.1"), Path.Combine(pi.Memory, "lib"));
        foreach (var library in s_libraries)
        {
            EmulatedMachine.Copy(
                ((string[])["lib", "usr/lib"]).Select(folder => Path.Combine(pi.Image, folder, "aarch64-linux-gnu", library)).First(File.Exists), Path.Combine(pi.Memory, "lib/aarch64-linux-gnu"));
        }

        await pi.StartsWithAsync($"""
            mkdir /state && mount -o move /disk /state
            mount -t tmpfs run /run
            mount -t debugfs debug /sys/kernel/debug
            ifconfig lo 127.0.0.1 up
            {script}
            sync
            poweroff -f
            """).ConfigureAwait(false);
        await pi.MakeDiskAsync(64 << 20).ConfigureAwait(false);
        return pi;
    }
}
