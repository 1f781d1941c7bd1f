using Homelab.Agent;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Files.Programs;
using Homelab.Host;
using Homelab.Host.Identity;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Hosting;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>A lab with one agent through an outage: readings and beats, a rehearsal, then the power goes: leases, units, the stop. Or a scan, and the power comes back before anything stops.</summary>
internal static class ALabThatIsRecorded
{
    public const string Boot = "boot-of-pi1";

    /// <summary>With <c>PORT</c> where the upsd answers.</summary>
    public const string LabText =
        """
        schema: 1
        lab: attic
        time_zone: UTC
        mode: armed
        feeds:
          rack-ups: {nut: "ups@127.0.0.1:PORT"}
        switches:
          core: {feeds: [rack-ups]}
        nodes:
          hub: {feeds: [rack-ups], switch: core, coordinator: true, stop: 2s, start: power}
          pi1: {feeds: [rack-ups], switch: core, stop: 2s, start: power}
        services:
          web: {on: [pi1], tier: home, units: [caddy.service], stop: 1s}
        policy: {grace: 3s, margin: 2s, beat: 250ms, poll: 500ms, debounce: 2s, tail: 1s}
        collect: {interval: 1s}
        """;

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);

    /// <param name="keep">Given the coordinator's state directory when everything in it is closed.</param>
    public static Task<RecordedStream> PlayAsync(Action<string>? keep = null) => PlayAsync(
        leftOnBattery: 8,
        async (coordinator, record, say) =>
        {
            _ = await coordinator.Lab.RehearseAsync(new RehearseRequest { By = "alex" });
            say("OB DISCHRG");
            await Until.TrueAsync(() => record.OfAgent.Any(frame => frame.Progress is { State: OrderState.OrderPoweringOff }), s_bound, "an order that was carried out");
        },
        keep);

    public static Task<RecordedStream> PlayReturnAsync() => PlayAsync(
        leftOnBattery: 600,
        async (coordinator, record, say) =>
        {
            _ = await coordinator.Lab.ScanSensorsAsync(new ScanSensorsRequest { Node = "pi1", By = "alex" });
            say("OB DISCHRG");
            await Until.TrueAsync(() => record.OfAgent.Any(frame => frame.LeaseAnswer is not null), s_bound, "a lease that is held");
            say("OL");
            await Until.TrueAsync(() => record.OfCoordinator.Any(frame => frame.OutageEnded is not null), s_bound, "the word that the outage ended");
        });

    private static async Task<RecordedStream> PlayAsync(int leftOnBattery, Func<CoordinatorUnderTest, RecordedStream, Action<string>, Task> course, Action<string>? keep = null)
    {
        var status = "OL";
        await using var ups = ScriptedUpsd.Polite(request => ScriptedReply.Text(request switch
        {
            "LIST VAR ups" => $"BEGIN LIST VAR ups\nVAR ups ups.status \"{Volatile.Read(ref status)}\"\nVAR ups battery.charge \"90\"\nVAR ups battery.runtime \"{(Volatile.Read(ref status) == "OL" ? 600 : leftOnBattery)}\"\nVAR ups ups.load \"12\"\nEND LIST VAR ups\n",
            _ => "ERR UNKNOWN-COMMAND\n",
        }));
        var record = new RecordedStream();
        await using var coordinator = await CoordinatorUnderTest.StartAsync(LabText.Replace("PORT", $"{ups.Port}", StringComparison.Ordinal));
        await using var relay = new RecordingRelay(coordinator.Uplink, record);
        await relay.StartAsync();
        using var machine = new TempFolder();
        using var agent = AgentOf(machine, relay.Address, new BootClock());
        await agent.StartAsync();
        await Until.TrueAsync(() => record.OfAgent.Count(frame => frame.Readings is not null) >= 3 && record.OfCoordinator.Any(frame => frame.Ack is not null), s_bound, "readings and their acks");
        await course(coordinator, record, said => Volatile.Write(ref status, said));
        await agent.StopAsync();
        await coordinator.StopAsync();
        keep?.Invoke(coordinator.StateDirectory);

        // The switch of a trial says with it what would have become of the machine.
        Environment.ExitCode = 0;
        return record;
    }

    public static IHost AgentOf(TempFolder machine, Uri coordinator, TimeProvider clock)
    {
        machine.Write("root/proc/loadavg", "0.10 0.20 0.30 1/100 200\n");
        machine.Write("root/proc/uptime", "1000.00 3000.00\n");
        var file = new AgentFileConfig
        {
            Node = "pi1", Coordinator = coordinator, Root = machine.At("root"), StateDirectory = machine.Folder("state"), RuntimeDirectory = machine.Folder("run"), PowerOff = PowerOffMethod.Exit, MayPowerOff = true,
        };
        return AgentHost.Build(file, new BootIdentity(Boot, 7, "a machine"), clock);
    }
}
