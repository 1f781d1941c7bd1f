using System.Text.Json;
using Homelab.TestKit.Emulated;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Packages;

/// <summary>
/// The way of docs/install.md on an emulated Raspberry Pi, with the packages for arm64 and the kernel, udev, polkit and systemd that Debian has for it. What the board has is read by the units that the
/// packages bring, with what they may; a thermometer that nothing emulates is a file below /sys.
/// </summary>
public sealed class ARaspberryPiIsInstalled
{
    private const string Declared =
        "sensors: {far: {chip: tmp102}}, inputs: {door: {line: 17}, leak: {line: GPIO27, active: low, pull: up}}, outputs: {buzzer: {line: 20, when: on_battery, active: low}}";

    private const string Node = LabOnOneMachine.Node;

    /// <summary>
    /// What only a running agent reads, for it needs a state of its own, or waits for root's answer beside its rounds; the firmware, which Debian's kernel does not let be asked; and SMART, for the board has a card alone.
    /// </summary>
    private static readonly string[] s_notOnce = ["canary", "controller", "package_scrub", "raspberrypi", "smart", "write_probe"];

    [Fact]
    [Trait("Run", "full")]
    public async Task And_its_units_may_read_what_the_board_has()
    {
        using var folder = new TempFolder();
        await using var pi = await InstalledMachine.MakeAsync(EmulatedBoard.RaspberryPi, await AnInstalledNode.FilesAsync(folder, Declared), $"""
            mount -t tmpfs w1 /sys/bus/w1/devices && mkdir /sys/bus/w1/devices/28-0316a2794fff
            printf '72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=23125\n' >/sys/bus/w1/devices/28-0316a2794fff/w1_slave
            {AnInstalledNode.Install}
            id homelab-agent
            {AnInstalledNode.Enrol}
            {LabOnOneMachine.Await("name.:.door[^]]*state.:.OK")}
            {LabOnOneMachine.Await("something holds the bus")}
            i=0; until homelab storage {Node} | grep -q 'its controller counts' || [ $i -ge 20 ]; do i=$((i + 1)); sleep 2; done
            {LabOnOneMachine.Ask("sensors", $"sensors {Node}")}
            {LabOnOneMachine.Ask("storage", $"storage {Node}")}

            {AgentUnitOnce.Make("/usr/lib/systemd/system/homelab-agent.service")}
            systemctl start {AgentUnitOnce.Name} && cat {AgentUnitOnce.Said}
            journalctl --no-pager -b -u homelab-agent -u homelab-coordinator
            """);
        await pi.RunAsync(TimeSpan.FromMinutes(20));

        Assert.All((string[])["(i2c)", "(gpio)", "(video)"], group => Assert.Contains(group, Assert.Single(pi.Console, line => line.StartsWith("uid=", StringComparison.Ordinal)), StringComparison.Ordinal));
        var sensors = LabOnOneMachine.Last(pi.Console, "sensors").GetProperty("sensors").EnumerateArray().ToDictionary(sensor => Text(sensor, "name"));
        Assert.All((string[])["door", "leak", "buzzer"], name => Assert.Equal("OK", Text(sensors[name], "state")));
        // The bus is open to the agent, and nothing is on it: what the board's controller then says is known from OnARaspberryPi.
        Assert.Equal("is not reached: something holds the bus", Text(sensors["far"], "problem"));

        var card = LabOnOneMachine.Last(pi.Console, "storage").GetProperty("storage").EnumerateArray().Single(device => Text(device, "device") == "mmcblk0");
        var evidence = card.GetProperty("evidence").EnumerateArray().ToDictionary(evidence => Text(evidence, "signal"), evidence => Text(evidence, "state"));
        Assert.All((string[])["file_system", "write_probe", "canary", "kernel_log", "controller"], signal => Assert.Equal("OK", evidence[signal]));
        Assert.Matches("of [1-9][0-9]* packages read", Text(card, "coverage"));

        var outcomes = pi.Console.Where(line => line.StartsWith("# collector ", StringComparison.Ordinal)).ToDictionary(line => line.Split(' ', ':')[2], line => line.Split(": ")[1]);
        Assert.Equal(s_notOnce, outcomes.Where(outcome => outcome.Value != "ok").Select(outcome => outcome.Key).Order(StringComparer.Ordinal));
        Assert.All(outcomes.Values, outcome => Assert.True(outcome == "ok" || outcome.StartsWith("nothing_here", StringComparison.Ordinal), outcome));
        Assert.Contains("node_hwmon_temp_celsius{chip=\"thermal_thermal_zone0\",sensor=\"temp1\"} 25.178", pi.Console);
        Assert.Contains(pi.Console, line => line.Contains("28-0316a2794fff", StringComparison.Ordinal) && line.EndsWith(" 23.125", StringComparison.Ordinal));
        Assert.All((string[])["ermission denied", "not permitted", "may not be opened"], refusal => Assert.DoesNotContain(pi.Console, line => line.Contains(refusal, StringComparison.Ordinal)));
    }

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;
}
