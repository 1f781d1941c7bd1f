using Homelab.TestKit.Emulated;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Packages;

/// <summary>
/// An emulated Raspberry Pi with a played firmware behind <c>/dev/vcio</c>, installed from the packages: the agent's unit lets it be asked, by the group that the device has and the unit's own line for it,
/// and neither does without the other.
/// </summary>
public sealed class AFirmwareIsAsked
{
    private const string Refused = "failed, the firmware does not answer at /dev/vcio; the agent needs the group video";

    /// <summary>What mailbox.c says: too little voltage now, and since the boot also throttled for it.</summary>
    private static readonly string[] s_throttled =
    [
        "node_rpi_throttled_since_boot{condition=\"frequency_capped\"} 0",
        "node_rpi_throttled_since_boot{condition=\"soft_temperature_limit\"} 0",
        "node_rpi_throttled_since_boot{condition=\"throttled\"} 1",
        "node_rpi_throttled_since_boot{condition=\"under_voltage\"} 1",
        "node_rpi_throttled{condition=\"frequency_capped\"} 0",
        "node_rpi_throttled{condition=\"soft_temperature_limit\"} 0",
        "node_rpi_throttled{condition=\"throttled\"} 0",
        "node_rpi_throttled{condition=\"under_voltage\"} 1",
    ];

    [Fact]
    [Trait("Run", "full")]
    public async Task By_the_group_of_its_device_and_the_line_of_the_unit_and_by_neither_alone()
    {
        using var folder = new TempFolder();
        var files = await AnInstalledNode.FilesAsync(folder, "watts: 20");
        await PlayedFirmware.AddAsync(files);
        await using var pi = await InstalledMachine.MakeAsync(EmulatedBoard.RaspberryPi, files, $"""
            {AnInstalledNode.Install}
            {PlayedFirmware.Start}
            stat -c 'device %G %a' /dev/vcio
            {Look("as installed", "/usr/lib/systemd/system/homelab-agent.service")}
            grep -v '^DeviceAllow=/dev/vcio' /usr/lib/systemd/system/homelab-agent.service >/run/no-line
            {Look("without the line", "/run/no-line")}
            gpasswd -d homelab-agent video
            {Look("without the group", "/usr/lib/systemd/system/homelab-agent.service")}
            """);
        await pi.RunAsync(TimeSpan.FromMinutes(15));

        Assert.Contains("device video 660", pi.Console);
        Assert.Contains("as installed: # collector raspberrypi: ok", pi.Console);
        Assert.Equal(s_throttled, pi.Console.Where(line => line.StartsWith("as installed: node_rpi_throttled", StringComparison.Ordinal)).Select(line => line["as installed: ".Length..]).Order(StringComparer.Ordinal));
        foreach (var without in (string[])["without the line", "without the group"])
        {
            Assert.Contains($"{without}: # collector raspberrypi: {Refused}", pi.Console);
            Assert.DoesNotContain(pi.Console, line => line.StartsWith($"{without}: node_rpi_throttled", StringComparison.Ordinal));
        }
    }

    /// <summary>What the collectors say under a unit, each line after a name.</summary>
    private static string Look(string name, string unit) => $"{AgentUnitOnce.Make(unit)}; systemctl start {AgentUnitOnce.Name}; sed 's/^/{name}: /' {AgentUnitOnce.Said}";
}
