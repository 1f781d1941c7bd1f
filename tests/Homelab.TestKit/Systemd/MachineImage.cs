using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Systemd;

/// <summary>Root folders of Debian, each made once (mmdebstrap(1)) and kept.</summary>
public static class MachineImage
{
    private const string Suite = "bookworm";

    /// <summary>It loads and unpacks a system, on a machine that may have other work.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    private static readonly Lazy<Task<string>> Machine = new(() => MakeAsync("machine", "minbase", [], "systemd,systemd-sysv,dbus,libssl3,iproute2,nut-client,polkitd"));

    private static readonly Lazy<Task<string>> Arm64 = new(() => MakeAsync("arm64", "extract", ["--architectures=arm64"], "libc6,libgcc-s1,libstdc++6,libssl3"));

    private static readonly Lazy<Task<string>> Container = new(() => MakeAsync("container", "minbase", [], "apt"));

    private static readonly Lazy<Task<string>> Pi = new(() => MakeAsync("pi", "extract", ["--architectures=arm64"], "libc6,libgcc-s1,libstdc++6,libssl3,libgpiod2,busybox-static,linux-image-arm64"));

    private static readonly Lazy<Task<string>> PiSystem = new(() => MakeAsync(
        "pi-system", "extract", ["--architectures=arm64", "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr"],
        "base-files,base-passwd,coreutils,dash,dbus,debianutils,diffutils,dpkg,grep,init-system-helpers,libc-bin,libgpiod2,libssl3,mount,passwd,polkitd,sed,smartmontools,systemd-sysv,tar,udev"));

    /// <summary>What every machine of the tests starts from: systemd and what the programs need.</summary>
    public static Task<string> RootAsync() => Machine.Value;

    /// <summary>The libraries that a program for a Raspberry Pi needs; nothing in it runs here by itself.</summary>
    public static Task<string> Arm64LibrariesAsync() => Arm64.Value;

    /// <summary>What an image of a container starts from.</summary>
    public static Task<string> ContainerBaseAsync() => Container.Value;

    /// <summary>Kernel, device trees and libraries of a Raspberry Pi with Debian.</summary>
    public static Task<string> RaspberryPiAsync() => Pi.Value;

    /// <summary>A system with systemd, udev, dpkg and smartctl for a Raspberry Pi, unpacked and not configured; its kernel is that of <see cref="RaspberryPiAsync"/>.</summary>
    public static Task<string> RaspberryPiSystemAsync() => PiSystem.Value;

    private static async Task<string> MakeAsync(string name, string variant, IReadOnlyList<string> options, string packages)
    {
        var cache = Environment.GetEnvironmentVariable("HOMELAB_CACHE") is { Length: > 0 } kept ? kept : Repository.PathOf(".cache");
        var root = Path.Combine(cache, $"{name}-{Suite}-{packages.Replace(',', '-')}");
        if (Directory.Exists(root))
        {
            return root;
        }

        var fresh = $"{root}.{Environment.ProcessId}";
        Directory.CreateDirectory(cache);
        var made = await Command.RunAsync("mmdebstrap", ["--quiet", $"--variant={variant}", .. options, $"--include={packages}", Suite, fresh], bound: Bound).ConfigureAwait(false);
        if (made.ExitCode != 0)
        {
            throw new InvalidOperationException($"mmdebstrap made no root folder for the tests: {made.Output}");
        }

        Directory.Move(fresh, root);
        return root;
    }
}
