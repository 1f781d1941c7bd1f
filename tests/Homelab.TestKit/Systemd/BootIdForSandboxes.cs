using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Systemd;

/// <summary>
/// systemd-nspawn lays a machine's own boot id over the kernel's, and a service that gets a /proc of its own (ProtectKernelTunables=, ProtectControlGroups=, ProtectProc=) would see the host's below it. So the machine's id
/// is laid over that one too. On a machine that is none of the tests' the kernel itself says it.
/// </summary>
internal static class BootIdForSandboxes
{
    private const string Kernels = "/proc/sys/kernel/random/boot_id";
    private const string Copy = "/run/boot-id-of-this-machine";

    /// <summary>What has to lie in the machine: its path inside, and the file outside.</summary>
    public static IReadOnlyDictionary<string, string> Files(TempFolder folder) => new Dictionary<string, string>
    {
        ["/etc/tmpfiles.d/boot-id.conf"] = folder.Write("boot-id/tmpfiles.conf", $"C {Copy} - - - - {Kernels}\n"),
        // For every unit whose name begins so (systemd.unit(5)).
        ["/etc/systemd/system/homelab-.service.d/boot-id.conf"] = folder.Write("boot-id/service.conf", $"[Service]\nBindReadOnlyPaths={Copy}:{Kernels}\n"),
    };
}
