using System.Text.Json;
using Homelab.Contracts.V1;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary><c>homelab check --ask</c> beside Debian's own upsd and upsmon.</summary>
public sealed class CheckAsksWhoElseActs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task An_upsmon_that_is_logged_in_is_named_with_its_address_at_its_feed_and_the_plan_counts_it()
    {
        await using var upsd = await RealUpsd.StartAsync();
        await using var upsmon = new UpsmonClients();
        await upsmon.StartAsync(1, upsd.Port, pollSeconds: 1);
        var path = Lab(upsd.Port);
        await Until.TrueAsync(async () => (await Ask(path)).Out.Contains("HL0503", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the login of upsmon");

        var run = await Ask(path);
        Assert.Contains($"{path}:4:3: warning HL0503 feeds.ups: 127.0.0.1 is logged in at this UPS, and Homelab never logs in. At low battery", run.Out);
        Assert.Contains($"ups (nut ups@127.0.0.1:{upsd.Port}): 1 login.", run.Out);
        Assert.Contains("counted to low battery only", (await Ask(path, "--json")).Out);
        Assert.DoesNotContain("HL0502", run.Out);
    }

    [Fact]
    public async Task A_UPS_that_is_to_be_cut_and_lists_no_such_command_is_named_P25()
    {
        await using var upsd = await RealUpsd.StartAsync();
        var path = Lab(upsd.Port);
        File.WriteAllText(path, File.ReadAllText(path).Replace("runtime: 15m", "runtime: 15m, user: homelab, password: \"secret:ups\", cut: return", StringComparison.Ordinal));
        Assert.Matches("warning HL0504 feeds.ups.cut: its driver lists no shutdown.return, only load.off", (await Ask(path)).Out);
        Assert.DoesNotContain("HL0504", (await CommandRun.Of(null, "check", path)).Out);
    }

    [Fact]
    public async Task An_outlet_that_its_UPS_cannot_switch_is_named_and_one_that_it_can_is_not_P28()
    {
        await using var driver = new PlayedDriver(("ups.status", "OL")) { Commands = ["outlet.2.load.off", "outlet.2.load.on"] };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var path = Lab(upsd.Port);
        void Outlet(int number) => File.WriteAllText(path, File.ReadAllText(Lab(upsd.Port))
            .Replace("runtime: 15m", "runtime: 15m, user: homelab, password: \"secret:ups\"", StringComparison.Ordinal)
            .Replace("stop: 2m", $"stop: 2m, start: {{feed: ups, outlet: {number}}}", StringComparison.Ordinal));
        Outlet(3);
        Assert.Contains("warning HL0505 nodes.nas.start.outlet: the driver of ups lists no outlet.3.load.off and .on, only outlet.2.load.off, outlet.2.load.on", (await Ask(path)).Out);
        Outlet(2);
        Assert.DoesNotContain("HL0505", (await Ask(path)).Out);
    }

    [Fact]
    public async Task With_nobody_there_it_says_so_and_gives_zero()
    {
        await using var upsd = await RealUpsd.StartAsync();
        var run = await Ask(Lab(upsd.Port));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(": nobody is logged in.", run.Out);
        Assert.DoesNotContain("HL05", run.Out);
        Assert.Contains("Whether a node runs an upsmon of its own is not known.", run.Out);
    }

    [Fact]
    public async Task A_node_whose_agent_sees_an_upsmon_is_named_and_the_plan_counts_it()
    {
        await using var upsd = await RealUpsd.StartAsync();
        var path = Lab(upsd.Port);
        await using var coordinator = await Running("closet").Start();
        var run = await CommandRun.Of(coordinator.Address, "check", "--ask", path);
        Assert.Contains($"{path}:7:3: warning HL0502 nodes.nas: an upsmon of its own runs there. It takes the node down at low battery", run.Out);
        Assert.Contains("2 of 2 nodes connected, 1 with an upsmon of its own.", run.Out);
        Assert.Contains("nas runs an upsmon of its own, which takes it down at low battery", run.Out);
    }

    [Fact]
    public async Task A_coordinator_of_another_lab_is_not_believed()
    {
        await using var upsd = await RealUpsd.StartAsync();
        await using var coordinator = await Running("cellar").Start();
        var run = await CommandRun.Of(coordinator.Address, "check", "--ask", Lab(upsd.Port));
        Assert.Contains("runs the lab cellar, and this file is of closet.", run.Out);
        Assert.DoesNotContain("HL0502", run.Out);
    }

    [Fact]
    public async Task A_UPS_that_does_not_answer_is_said_and_gives_one()
    {
        var path = Lab(FreePort.Next());
        var run = await Ask(path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("it refuses connections. Who else is logged in there is not known.", run.Out);
        using var json = JsonDocument.Parse((await Ask(path, "--json")).Out);
        var asked = json.RootElement.GetProperty("asked").EnumerateArray().ToList();
        Assert.Equal(["feeds.ups", "agents"], asked.Select(each => each.GetProperty("subject").GetString()));
        Assert.All(asked, each => Assert.NotEmpty(each.GetProperty("silence").GetString()!));
    }

    [Fact]
    public async Task A_server_that_takes_the_question_and_says_nothing_ends_within_the_bound()
    {
        using var mute = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        mute.Start();
        var began = TimeProvider.System.GetTimestamp();
        var run = await Ask(Lab(((System.Net.IPEndPoint)mute.LocalEndpoint).Port));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Who else is logged in there is not known.", run.Out);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Without_ask_nobody_is_asked_and_that_is_said()
    {
        var path = Lab(FreePort.Next());
        var run = await CommandRun.Of("http://127.0.0.1:1", "check", path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"Nobody was asked: an upsmon of a node, or of others at a UPS, shows with homelab check --ask {path}", run.Out);
    }

    [Fact]
    public async Task A_plan_that_does_not_fit_is_a_warning_at_the_feed_that_is_short()
    {
        var run = await CommandRun.Of(null, "check", Lab(FreePort.Next(), runtime: "2m"));
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(":4:3: warning HL0501 feeds.ups: the whole order of stops needs 3m[0-9]+s of it, and it gives 2m00s. Shorten stops", run.Out);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<CommandRun> Ask(string path, params string[] more) => CommandRun.Of("http://127.0.0.1:1", ["check", "--ask", path, .. more]);

    private static CannedCoordinator Running(string lab) => new()
    {
        Status = new LabStatus
        {
            Lab = lab,
            Nodes = { new NodeStatus { Name = "keeper", Connected = true }, new NodeStatus { Name = "nas", Connected = true, LocalUpsmon = true } },
        },
    };

    private string Lab(int port, string runtime = "15m")
    {
        _folder.Write("lab.yaml", $$"""
            schema: 1
            lab: closet
            feeds:
              ups: {nut: "ups@127.0.0.1:{{port}}", runtime: {{runtime}}}
            nodes:
              keeper: {feeds: [ups], coordinator: true, stop: 20s, start: power}
              nas: {feeds: [ups], stop: 2m}
            services:
              files: {on: [nas]}

            """);
        return _folder.At("lab.yaml");
    }
}
