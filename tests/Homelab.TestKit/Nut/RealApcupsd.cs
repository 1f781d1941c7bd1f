using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Homelab.TestKit.Nut;

/// <summary>
/// Debian's own <c>apcupsd</c>, with its network driver on a <see cref="PlayedNis"/> in place of a UPS: what answers is the real server. It is never installed, since it does not stand beside NUT and its service would look after
/// the power of the machine: <c>tests/run</c> unpacks the package into the cache. The script that it would stop the machine with is <c>/bin/true</c>.
/// </summary>
public sealed class RealApcupsd : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apcupsd").FullName;
    private Process? _process;

    /// <summary>The program; null where nobody unpacked it.</summary>
    public static string? Program
    {
        get
        {
            var unpacked = Path.Combine(Environment.GetEnvironmentVariable("HOMELAB_CACHE") ?? "/nowhere", "unpacked", "sbin/apcupsd");
            return File.Exists(unpacked) ? unpacked : null;
        }
    }

    public int Port { get; private init; }

    public static async Task<RealApcupsd> StartAsync(PlayedNis ups)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var started = new RealApcupsd { Port = port };
        await started.RunAsync(ups.Port);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(int upsPort)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "apccontrol"), "/bin/true");
        var file = Path.Combine(_folder, "apcupsd.conf");
        await File.WriteAllTextAsync(file, $"""
            ## apcupsd.conf v1.1 ##
            UPSCABLE ether
            UPSTYPE net
            DEVICE 127.0.0.1:{upsPort}
            POLLTIME 1
            LOCKFILE {_folder}
            SCRIPTDIR {_folder}
            PWRFAILDIR {_folder}
            NOLOGINDIR {_folder}
            NETSERVER on
            NISIP 127.0.0.1
            NISPORT {Port}
            EVENTSFILE {_folder}/events
            UPSCLASS standalone
            UPSMODE disable
            BATTERYLEVEL -1
            MINUTES -1

            """);
        var libraries = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Program!))!, "lib/x86_64-linux-gnu");
        _process = await NutTool.StartAsync(Program!, ["-b", "-f", file, "-P", Path.Combine(_folder, "pid")], new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = libraries });
    }
}
