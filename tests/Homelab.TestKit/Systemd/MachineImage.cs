using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Systemd;

/// <summary>The root folder that every machine of the tests starts from: Debian with systemd and what the programs need, made once (mmdebstrap(1)).</summary>
internal static class MachineImage
{
    private const string Suite = "bookworm";
    private const string Packages = "systemd,systemd-sysv,dbus,libssl3,iproute2,nut-client";

    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static Task<string> RootAsync() => Made.Value;

    private static async Task<string> MakeAsync()
    {
        var cache = Environment.GetEnvironmentVariable("HOMELAB_CACHE") is { Length: > 0 } kept ? kept : Repository.PathOf(".cache");
        var root = Path.Combine(cache, $"machine-{Suite}-{Packages.Replace(',', '-')}");
        if (Directory.Exists(root))
        {
            return root;
        }

        var fresh = $"{root}.{Environment.ProcessId}";
        Directory.CreateDirectory(cache);
        var made = await Command.RunAsync("mmdebstrap", ["--quiet", "--variant=minbase", $"--include={Packages}", Suite, fresh]).ConfigureAwait(false);
        if (made.ExitCode != 0)
        {
            throw new InvalidOperationException($"mmdebstrap made no root folder for the machines of the tests: {made.Output}");
        }

        Directory.Move(fresh, root);
        return root;
    }
}
