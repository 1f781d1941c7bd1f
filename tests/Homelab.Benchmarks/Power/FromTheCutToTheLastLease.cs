using Homelab.Benchmarks.Printing;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Benchmarks.Power;

/// <summary>
/// From the moment at which the UPS's definition says OB to the last agent that holds a lease, and to the last upsmon that says so: the
/// same dummy-ups and upsd, one after the other, so that neither takes the other's processor.
/// </summary>
internal sealed class FromTheCutToTheLastLease
{
    private const int Repetitions = 5;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly int[] Sizes = [10, 100, 1000];

    private readonly RealUpsd _ups;

    private FromTheCutToTheLastLease(RealUpsd ups) => _ups = ups;

    public static async Task<Table> MeasureAsync()
    {
        await using var ups = await RealUpsd.StartAsync(new RealUpsdOptions
        {
            MaxConnections = 1100,
            Variables = [("ups.status", "OL"), ("battery.charge", "100"), ("battery.runtime", "7200"), ("ups.load", "20")],
        });
        var measured = new FromTheCutToTheLastLease(ups);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var size in Sizes)
        {
            var agents = await measured.AgentsAsync(size);
            var standard = await measured.UpsmonAsync(size, 5);
            var quick = await measured.UpsmonAsync(size, 1);
            rows.Add([
                $"{size}", $"{agents.Median:0.00}", $"{agents.Worst:0.00}", $"{standard.Median:0.00}", $"{quick.Median:0.00}",
                $"{agents.Median / standard.Median:0.00}", $"{agents.Median / quick.Median:0.00}",
            ]);
        }

        return new Table(
            $"From the UPS going on battery to the last of N, seconds, {Repetitions} repetitions: agents hold a lease (poll 2 s, beat 1 s: our defaults; "
            + $"{Coordinator.Build} coordinator) beside upsmon says \"on battery\" (POLLFREQ 5: NUT's default; and 1)",
            ["N", "agents, median", "agents, worst", "upsmon 5 s, median", "upsmon 1 s, median", "agents : upsmon 5 s", "agents : upsmon 1 s"],
            rows);
    }

    private async Task<Samples> AgentsAsync(int count)
    {
        using var folder = new TempFolder();
        string[] nodes = [.. Enumerable.Range(0, count).Select(index => $"node{index:0000}")];
        await using var coordinator = await Coordinator.StartAsync(folder, nodes, _ups.Port);
        await using var swarm = new AgentSwarm();
        await swarm.StartAsync(nodes, coordinator.Uplink);
        await Until.TrueAsync(() => swarm.AllConnected, Bound, $"{count} agents to be connected");
        var samples = new Samples();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            await ApartAsync(repetition);
            swarm.Forget();
            var start = Fail();
            await Until.TrueAsync(() => swarm.Leased == count, Bound, $"{count} agents to hold a lease");
            samples.Add(TimeProvider.System.GetElapsedTime(start, swarm.LastLease).TotalSeconds);
            await _ups.SetStatusAsync("OL CHRG");
            await Until.TrueAsync(() => swarm.AllEnded, Bound, "the outage to end");
        }

        return samples;
    }

    private async Task<Samples> UpsmonAsync(int count, int pollSeconds)
    {
        await using var clients = new UpsmonClients();
        await _ups.SetStatusAsync("OL CHRG");
        await clients.StartAsync(count, _ups.Port, pollSeconds);
        try
        {
            await LoggedInAsync(count);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} They said:\n{clients.Words()}");
        }

        var samples = new Samples();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            await ApartAsync(repetition);
            clients.Forget();
            var start = Fail();
            await Until.TrueAsync(() => clients.Noticed >= count, Bound, $"{count} upsmon to notice");
            samples.Add(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            await _ups.SetStatusAsync("OL CHRG");
            await Until.TrueAsync(() => clients.Returned >= count, Bound, $"{count} upsmon to see the mains again");
        }

        return samples;
    }

    private Task LoggedInAsync(int count) => Until.TrueAsync(
        async () => int.TryParse(await NumberOfLoginsAsync(), out var logins) && logins >= count, Bound, $"{count} upsmon to log in");

    /// <summary>NUMLOGINS of upsd's protocol: each upsmon logs in to the UPS that it monitors.</summary>
    private async Task<string> NumberOfLoginsAsync()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", _ups.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET NUMLOGINS {RealUpsd.Ups}\n"));
        using var reader = new StreamReader(stream);
        return (await reader.ReadLineAsync())?.Split(' ').LastOrDefault() ?? "";
    }

    /// <summary>On battery, from now.</summary>
    private long Fail()
    {
        var start = TimeProvider.System.GetTimestamp();
        _ups.Set(("ups.status", "OB DISCHRG"));
        return start;
    }

    /// <summary>So that the repetitions do not fall on the same moment of everybody's poll.</summary>
    private static Task ApartAsync(int repetition) => Task.Delay(TimeSpan.FromMilliseconds(1000 + (370 * repetition)), TimeProvider.System);
}
