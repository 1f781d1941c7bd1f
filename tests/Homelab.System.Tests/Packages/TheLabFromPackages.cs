using Homelab.TestKit.Network;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Packages;

/// <summary>Machines with a systemd of their own at one switch, hub with a real upsd, on which nothing of Homelab is but what its packages bring.</summary>
internal sealed class TheLabFromPackages : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, SystemdMachine> _machines = [];
    private SwitchedNetwork? _network;
    private RealUpsd? _ups;

    public SystemdMachine Hub => this["hub"];

    public RealUpsd Ups => _ups!;

    public SystemdMachine this[string name] => _machines[name];

    /// <param name="versions">Of which there are packages.</param>
    /// <param name="others">What there is beside hub.</param>
    public static async Task<TheLabFromPackages> BootAsync(IEnumerable<string> versions, params IEnumerable<string> others)
    {
        var lab = new TheLabFromPackages();
        try
        {
            foreach (var version in versions)
            {
                await PackagesUnderTest.MakeAsync(Repository.PathOf("artifacts/linux-x64"), lab._folder.Folder("deb"), version);
            }

            string[] names = ["hub", .. others];
            lab._network = await SwitchedNetwork.CreateAsync(names, []);
            lab._ups = await RealUpsd.StartAsync(new RealUpsdOptions { Place = lab._network["hub"] });
            foreach (var name in names)
            {
                lab._machines[name] = await SystemdMachine.BootAsync(name, new Dictionary<string, string> { ["/mnt"] = lab._folder.Folder("deb") }, new Dictionary<string, string>(), lab._network[name]);
            }

            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="PackagedMachine.InstallAsync" />
    public Task<CommandResult> InstallAsync(string version, params string[] packages) => Hub.InstallAsync(version, packages);

    /// <inheritdoc cref="PackagedMachine.ShellAsync" />
    public Task<string> ShellAsync(string line) => Hub.ShellAsync(line);

    public Task<CommandResult> TryAsync(string program, params string[] arguments) => Hub.RunAsync([program, .. arguments]);

    /// <inheritdoc cref="PackagedMachine.ProcessOfAsync" />
    public Task<string> ProcessOfAsync(string service) => Hub.ProcessOfAsync(service);

    public Task UntilAsync(string line, string what) => Hub.UntilAsync(line, what);

    public Task UntilConnectedAsync() => UntilAsync("homelab nodes --json | grep -q '\"connected\": true'", "the agent to be heard");

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines.Values)
        {
            await machine.DisposeAsync();
        }

        if (_ups is not null)
        {
            await _ups.DisposeAsync();
        }

        if (_network is not null)
        {
            await _network.DisposeAsync();
        }

        _folder.Dispose();
    }
}
