using Homelab.TestKit.Network;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Packages;

/// <summary>A machine with a systemd of its own and a real upsd, on which nothing of Homelab is but what its packages bring.</summary>
internal sealed class TheLabFromPackages : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();
    private NetworkPlace? _place;
    private RealUpsd? _ups;
    private SystemdMachine? _machine;

    public RealUpsd Ups => _ups!;

    public static async Task<TheLabFromPackages> BootAsync()
    {
        var lab = new TheLabFromPackages();
        try
        {
            foreach (var version in (string[])["1", "2", "3", "4"])
            {
                await PackagesUnderTest.MakeAsync(Repository.PathOf("artifacts/linux-x64"), lab._folder.Folder("deb"), version);
            }

            lab._place = await NetworkPlace.CreateAsync("hub");
            lab._ups = await RealUpsd.StartAsync(new RealUpsdOptions { Place = lab._place });
            lab._machine = await SystemdMachine.BootAsync("hub", new Dictionary<string, string> { ["/mnt"] = lab._folder.Folder("deb") }, new Dictionary<string, string>(), lab._place);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>dpkg with packages of one version, which may refuse.</summary>
    public Task<CommandResult> InstallAsync(string version, params string[] packages) =>
        TryAsync("sh", ["-c", $"dpkg --install {string.Join(' ', packages.Select(package => $"/mnt/{package}_{version}_amd64.deb"))}"]);

    /// <summary>Runs a line of a shell that has to succeed, and gives what it said.</summary>
    public async Task<string> ShellAsync(string line)
    {
        var ran = await TryAsync("sh", ["-c", line]);
        Assert.True(ran.ExitCode == 0, $"{line}: {ran.Output}\n{string.Join('\n', (await _machine!.JournalAsync()).Split('\n').TakeLast(25))}");
        return ran.StandardOutput.Trim();
    }

    public Task<CommandResult> TryAsync(string program, params string[] arguments) => _machine!.RunAsync([program, .. arguments]);

    /// <summary>The process of a service; 0 where none runs.</summary>
    public Task<string> ProcessOfAsync(string service) => ShellAsync($"systemctl show --property MainPID --value {service}");

    public Task UntilAsync(string line, string what) => Until.TrueAsync(async () => (await TryAsync("sh", "-c", line)).ExitCode == 0, Bound, what);

    public Task UntilConnectedAsync() => UntilAsync("homelab nodes --json | grep -q '\"connected\": true'", "the agent to be heard");

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }

        if (_ups is not null)
        {
            await _ups.DisposeAsync();
        }

        if (_place is not null)
        {
            await _place.DisposeAsync();
        }

        _folder.Dispose();
    }
}
