using System.Globalization;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Waiting;

namespace Homelab.TestKit.Network;

/// <summary>A network with a loopback of its own (network_namespaces(7), needs root), held by a process that dies with the tests.</summary>
public sealed class NetworkPlace : IAsyncDisposable
{
    private readonly RunningProgram _holder;

    private NetworkPlace(RunningProgram holder) => _holder = holder;

    /// <summary>Names it for ip(8), nsenter(1) and systemd-nspawn(1).</summary>
    public string Path => PathOf(_holder.Pid.ToString(CultureInfo.InvariantCulture));

    public int Pid => _holder.Pid;

    public static async Task<NetworkPlace> CreateAsync(string name)
    {
        var place = new NetworkPlace(await RunningProgram.StartAsync($"the network of {name}", "unshare", ["--net", "sleep", "infinity"]).ConfigureAwait(false));
        await Until.TrueAsync(() => Task.FromResult(NamespaceOf(place.Path) is { } own && own != NamespaceOf(PathOf("self"))), TimeSpan.FromSeconds(10), place._holder.Name).ConfigureAwait(false);
        await place.IpAsync("link", "set", "lo", "up").ConfigureAwait(false);
        return place;
    }

    /// <summary>The program and arguments that run a program here.</summary>
    public string[] Within(string program, params IEnumerable<string> arguments) => ["nsenter", $"--net={Path}", program, .. arguments];

    /// <summary>ip(8) here.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its own.</exception>
    public async Task IpAsync(params string[] arguments)
    {
        var command = Within("ip", arguments);
        var result = await Command.RunAsync(command[0], command[1..]).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {result.Output}");
        }
    }

    public ValueTask DisposeAsync() => _holder.DisposeAsync();

    private static string PathOf(string process) => $"/proc/{process}/ns/net";

    private static string? NamespaceOf(string path) => new FileInfo(path).LinkTarget;
}
