using Homelab.TestKit.Labs;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>The shipped programs and units under real systemds, with a real upsd: machines go off, in order, and the lab comes back.</summary>
public sealed class ARealPowerOff
{
    private const string Lab = """
        schema: 1
        lab: closet
        time_zone: UTC
        mode: armed
        feeds:
          rack-ups: {nut: "ups@127.0.0.1:PORT"}
        nodes:
          hub: {feeds: [rack-ups], coordinator: true, stop: 4s, start: power}
          nas: {feeds: [rack-ups], stop: 4s, start: power}
        services:
          tank: {on: [nas], tier: core}
        policy:
          grace: 2s
          margin: 3s
          poll: 500ms
          debounce: 2s
          tail: 1s
          restart: {stable_for: 3s, charge: 20%, gate_at_most: 1m}
        """;

    private static readonly TimeSpan Runtime = TimeSpan.FromSeconds(26);

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Takes_the_lab_down_in_order_and_the_lab_that_gets_its_power_back_is_complete_again()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab, "hub", "hub", "nas");
        var verified = await lab.Machines["hub"].RunAsync("sh", "-c", "systemd-analyze verify --man=no --recursive-errors=one /etc/systemd/system/homelab-*");
        Assert.True(verified is { ExitCode: 0, Output: "" }, verified.Output);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        await lab.MainsFailAsync(Runtime);
        var (nasOff, hubOff) = (await OffAsync(nas), await OffAsync(hub));

        Assert.True(nasOff.At < hubOff.At, $"nas was off at {nasOff.At}, hub at {hubOff.At}");
        foreach (var journal in (string[])[await nas.JournalAsync(), await hub.JournalAsync()])
        {
            Assert.Contains("PoweringOff", journal, StringComparison.Ordinal);
            Assert.DoesNotContain("ran out and this machine is still on", journal, StringComparison.Ordinal);
        }

        await lab.MainsReturnAsync();
        await lab.BootAsync("hub");
        await lab.BootAsync("nas");
        await lab.UntilConnectedAsync();
        // The coordinator's disk says what it owed; that it was a cold start, it sees by the boot id.
        await Until.TrueAsync(
            () => OutageJournalOnDisk.Read(lab.JournalFile).Where(line => line.Transition == "NodeReturned").Select(line => line.Node).ToHashSet().SetEquals(["hub", "nas"]),
            Bound, "both nodes to be seen on again");
    }

    [Fact]
    public async Task Comes_by_systemd_alone_when_an_agent_hangs_with_its_lease()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab, "hub", "hub");
        var hub = lab.Machines["hub"];
        await lab.MainsFailAsync(Runtime);
        var stopped = await hub.RunAsync("systemctl", "kill", "--kill-whom=main", "--signal=STOP", "homelab-agent.service");
        Assert.True(stopped.ExitCode == 0, $"{stopped.Output}\n{hub.Tail}\n{string.Join('\n', (await hub.JournalAsync()).Split('\n').TakeLast(40))}");
        await OffAsync(hub);

        Assert.Contains("ran out and this machine is still on", await hub.JournalAsync(), StringComparison.Ordinal);
    }

    private static async Task<ProgramExit> OffAsync(SystemdMachine machine)
    {
        var exit = await machine.Off.WaitAsync(Bound, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(exit.Code == 0, $"ended with {exit.Code}: {machine.Tail}\n{string.Join('\n', (await machine.JournalAsync()).Split('\n').TakeLast(30))}");
        return exit;
    }
}
