using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.TestKit.Emulated;

/// <summary>An emulated machine whose disk holds Debian with a systemd, udev, polkit, dpkg and smartctl, and nothing of Homelab: what an operator installs on.</summary>
public static class InstalledMachine
{
    /// <summary>Where the files of a test lie on it.</summary>
    public const string Files = "/opt/test";

    /// <summary>The programs of busybox, for scripts: they start quickly, and wget(1) and devmem are among them.</summary>
    private const string Busybox = "/opt/busybox";

    /// <param name="files">A folder that is copied to <see cref="Files"/>.</param>
    /// <param name="script">For a shell, run by a unit when the system is up; what it says goes over the serial line. Where it ends, the machine powers off.</param>
    public static async Task<EmulatedMachine> MakeAsync(EmulatedBoard board, string files, string script)
    {
        var machine = await EmulatedMachine.MakeAsync(board).ConfigureAwait(false);
        using var folder = new TempFolder();
        var root = folder.At("root");
        await Command.RequireAsync("cp", "-a", await MachineImage.RaspberryPiSystemAsync().ConfigureAwait(false), root).ConfigureAwait(false);
        folder.Folder("root/opt");
        await Command.RequireAsync("cp", "-r", files, root + Files).ConfigureAwait(false);
        folder.Write($"root{Files}/script", $"PATH=$PATH:{Busybox}\n{script}\n");
        folder.Write("root/etc/systemd/system/test.service", $"""
            [Unit]
            After=multi-user.target
            [Service]
            Type=oneshot
            ExecStart=/bin/sh {Files}/script
            ExecStopPost=systemctl --no-block poweroff
            StandardOutput=tty
            StandardError=tty
            TTYPath=/dev/console
            TimeoutStartSec=infinity
            [Install]
            WantedBy=multi-user.target
            """);
        // What the packages' own scripts would have done, which is done for another processor's programs here: users, and a few links.
        await Command.RequireAsync("sh", "-c", $"""
            cd '{root}'
            mkdir -p .{Busybox} && cp '{machine.Image}/bin/busybox' .{Busybox}/busybox
            for applet in devmem insmod wget; do ln -s busybox .{Busybox}/$applet; done
            cp usr/share/base-passwd/passwd.master etc/passwd && cp usr/share/base-passwd/group.master etc/group
            : >etc/machine-id
            rm -rf var/run && ln -s /run var/run
            mkdir -p etc/systemd/system/multi-user.target.wants && ln -s ../test.service etc/systemd/system/multi-user.target.wants/test.service
            for unit in serial-getty@ttyAMA0 getty@tty1; do ln -s /dev/null etc/systemd/system/$unit.service; done
            rm -rf usr/share/doc usr/share/man usr/share/locale var/cache/apt
            """).ConfigureAwait(false);
        await machine.StartsWithAsync("exec switch_root /disk /lib/systemd/systemd").ConfigureAwait(false);
        await machine.MakeDiskAsync(512 << 20, root).ConfigureAwait(false);
        return machine;
    }
}
