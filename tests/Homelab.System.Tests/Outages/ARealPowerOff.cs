using System.Globalization;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>The shipped programs and units under a real systemd, with a real upsd: the machine goes off, or stays.</summary>
public sealed class ARealPowerOff : IDisposable
{
    private const string Name = "hub";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Follows_an_outage_that_outlasts_the_battery_through_logind()
    {
        await using var ups = await RealUpsd.StartAsync();
        await using var machine = await BootAsync(ups);
        var verified = await machine.RunAsync("sh", "-c", "systemd-analyze verify --recursive-errors=one /etc/systemd/system/homelab-*");
        Assert.True(verified is { ExitCode: 0, Output: "" }, verified.Output);
        await OnBatteryAsync(ups, machine);

        Assert.Equal(0, (await machine.Off.WaitAsync(Bound, TimeProvider.System, TestContext.Current.CancellationToken)).Code);
        var journal = await machine.JournalAsync();
        Assert.Contains("PoweringOff", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("ran out and this machine is still on", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comes_by_systemd_alone_when_the_agent_hangs_with_its_lease()
    {
        await using var ups = await RealUpsd.StartAsync();
        await using var machine = await BootAsync(ups);
        await OnBatteryAsync(ups, machine);
        Assert.Equal(0, (await machine.RunAsync("systemctl", "kill", "--signal=STOP", "homelab-agent.service")).ExitCode);

        Assert.Equal(0, (await machine.Off.WaitAsync(Bound, TimeProvider.System, TestContext.Current.CancellationToken)).Code);
        Assert.Contains("ran out and this machine is still on", await machine.JournalAsync(), StringComparison.Ordinal);
    }

    /// <summary>The outage begins, and the machine holds a lease that systemd knows of.</summary>
    private static async Task OnBatteryAsync(RealUpsd ups, SystemdMachine machine)
    {
        ups.Set(("ups.status", "OB DISCHRG"), ("battery.runtime", "24"), ("battery.charge", "100"), ("ups.load", "20"));
        await Until.TrueAsync(
            async () => (await machine.RunAsync("systemctl", "is-active", "homelab-lease.service")).StandardOutput.Trim() == "active", Bound, "the lease to be watched");
    }

    private async Task<SystemdMachine> BootAsync(RealUpsd ups)
    {
        var (listen, uplink) = (FreePort.Next(), FreePort.Next());
        var configuration = _folder.Folder("etc");
        _folder.Write("etc/agent.yaml", $"""
            schema: 1
            node: {Name}
            coordinator: "http://127.0.0.1:{uplink}"
            power_off: logind
            """);
        _folder.Write("etc/coordinator.yaml", $"""
            schema: 1
            listen: 127.0.0.1:{listen}
            uplink: 127.0.0.1:{uplink}
            """);
        _folder.Write("etc/lab.yaml", $$"""
            schema: 1
            lab: closet
            time_zone: UTC
            mode: armed
            feeds:
              rack-ups: {nut: "ups@127.0.0.1:{{ups.Port.ToString(CultureInfo.InvariantCulture)}}"}
            nodes:
              {{Name}}: {feeds: [rack-ups], coordinator: true, stop: 3s, start: power}
            policy: {grace: 2s, margin: 3s, poll: 500ms, debounce: 2s, tail: 1s}
            """);
        var files = new Dictionary<string, string>
        {
            ["/usr/bin/homelab-agent"] = PublishedProgram.PathOf(PublishedProgram.Agent),
            ["/usr/bin/homelab-coordinator"] = PublishedProgram.PathOf(PublishedProgram.Coordinator),
            ["/usr/bin/homelab"] = PublishedProgram.PathOf(PublishedProgram.Cli),
            ["/etc/homelab"] = configuration,
        };
        foreach (var unit in Directory.EnumerateFiles(Repository.PathOf("deploy/systemd")))
        {
            files[$"/etc/systemd/system/{Path.GetFileName(unit)}"] = unit;
        }

        var machine = await SystemdMachine.BootAsync(Name, files, "homelab-coordinator.service", "homelab-agent.service", "homelab-lease.path");
        await Until.TrueAsync(
            async () => (await machine.RunAsync("homelab", "--coordinator", $"http://127.0.0.1:{uplink}", "nodes", "--json")).StandardOutput.Contains("\"connected\": true", StringComparison.Ordinal),
            Bound, "the agent to be connected");
        return machine;
    }
}
