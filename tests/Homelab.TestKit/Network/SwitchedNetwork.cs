using Homelab.TestKit.Processes;

namespace Homelab.TestKit.Network;

/// <summary>
/// Machines with networks of their own, and one switch between them. What listens on the first one's loopback is passed on to the loopbacks of the
/// others, as an operator's tunnels would: until agents can prove who they are, nothing else may carry an order.
/// </summary>
public sealed class SwitchedNetwork : IAsyncDisposable
{
    private const string Card = "eth0";
    private const string Bridge = "switch";

    private readonly Dictionary<string, NetworkPlace> _places = new(StringComparer.Ordinal);
    private readonly List<RunningProgram> _tunnels = [];
    private NetworkPlace? _switch;

    private SwitchedNetwork()
    {
    }

    /// <summary>Where the others find the first machine.</summary>
    public static string FirstAddress => AddressOf(0);

    public NetworkPlace this[string machine] => _places[machine];

    /// <param name="ports">What of the first machine's loopback the others reach.</param>
    public static async Task<SwitchedNetwork> CreateAsync(IReadOnlyList<string> machines, IReadOnlyList<int> ports)
    {
        var network = new SwitchedNetwork();
        try
        {
            var between = network._switch = await NetworkPlace.CreateAsync("the switch").ConfigureAwait(false);
            await between.IpAsync("link", "add", Bridge, "type", "bridge").ConfigureAwait(false);
            await between.IpAsync("link", "set", Bridge, "up").ConfigureAwait(false);
            foreach (var (index, machine) in machines.Index())
            {
                await network.PlugAsync(between, machine, $"{AddressOf(index)}/24").ConfigureAwait(false);
            }

            foreach (var port in ports)
            {
                await network.PassOnAsync(machines[0], AddressOf(0), "127.0.0.1", port).ConfigureAwait(false);
                foreach (var machine in machines.Skip(1))
                {
                    await network.PassOnAsync(machine, "127.0.0.1", AddressOf(0), port).ConfigureAwait(false);
                }
            }

            return network;
        }
        catch
        {
            await network.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The switch loses its power: nobody hears anybody any more, and no connection is told so.</summary>
    public Task SwitchDiesAsync() => _switch!.IpAsync("link", "set", Bridge, "down");

    public async ValueTask DisposeAsync()
    {
        foreach (var tunnel in _tunnels)
        {
            await tunnel.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var place in _places.Values)
        {
            await place.DisposeAsync().ConfigureAwait(false);
        }

        if (_switch is not null)
        {
            await _switch.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string AddressOf(int index) => $"192.0.2.{index + 1}";

    private async Task PlugAsync(NetworkPlace between, string machine, string address)
    {
        var place = _places[machine] = await NetworkPlace.CreateAsync(machine).ConfigureAwait(false);
        await between.IpAsync("link", "add", machine, "type", "veth", "peer", "name", Card, "netns", $"{place.Pid}").ConfigureAwait(false);
        await between.IpAsync("link", "set", machine, "master", Bridge, "up").ConfigureAwait(false);
        await place.IpAsync("address", "add", address, "dev", Card).ConfigureAwait(false);
        await place.IpAsync("link", "set", Card, "up").ConfigureAwait(false);
    }

    private async Task PassOnAsync(string machine, string from, string to, int port)
    {
        // Beats come each second: what is silent for half a minute (-T) hangs on a dead switch.
        var command = _places[machine].Within("socat", "-T", "30", $"TCP-LISTEN:{port},bind={from},fork,reuseaddr", $"TCP:{to}:{port},connect-timeout=2");
        _tunnels.Add(await RunningProgram.StartAsync($"the tunnel of {machine}", command[0], command[1..]).ConfigureAwait(false));
    }
}
