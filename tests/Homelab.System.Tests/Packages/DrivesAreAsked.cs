using System.Text.Json;
using Homelab.TestKit.Emulated;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Packages;

/// <summary>
/// A server of qemu's with an NVMe and a SATA drive, installed from the packages. Debian's own smartctl asks both by the unit that the package brings, and the agent reports what they answered:
/// the one warns that it has become unreliable, the other is well, and is read from end to end by another unit.
/// </summary>
public sealed class DrivesAreAsked
{
    private const string Node = LabOnOneMachine.Node;

    private static readonly (string Asked, string Disk, string Serial, string Says, string Coverage)[] s_drives =
    [
        ("nvme0", "nvme0n1", EmulatedBoard.NvmeSerial, "the drive warns that it has become unreliable", "wear: 0 % of its endurance used, by its own estimate"),
        ("sda", "sda", EmulatedBoard.SataSerial, "the drive says that it is well (SMART, asked ", "wear: not reported by this drive"),
    ];

    [Fact]
    [Trait("Run", "full")]
    public async Task And_what_smartctl_says_of_them_comes_through_the_unit_to_the_agent()
    {
        using var folder = new TempFolder();
        await using var server = await InstalledMachine.MakeAsync(EmulatedBoard.ServerWithDrives, await AnInstalledNode.FilesAsync(folder, "watts: 20"), $"""
            {AnInstalledNode.Install}
            {AnInstalledNode.Enrol}
            for drive in {string.Join(' ', s_drives.Select(drive => drive.Asked))}; do
              systemctl enable --now homelab-smartctl@$drive.timer
              systemctl start homelab-smartctl@$drive
              echo "$drive $(systemctl show --value --property=Result homelab-smartctl@$drive) $(stat -c '%U %a' /run/homelab-smartctl/$drive.json)"
              echo "$drive $(cat /run/homelab-smartctl/$drive.json)"
              systemctl is-enabled homelab-smartctl@$drive.timer && systemctl is-active homelab-smartctl@$drive.timer
            done
            i=0; until homelab storage {Node} | grep -q 'become unreliable' && homelab storage {Node} | grep -q 'it is well' || [ $i -ge 30 ]; do i=$((i + 1)); sleep 2; done
            systemctl enable --now homelab-scrub@sda.timer
            systemctl start homelab-scrub@sda
            i=0; until homelab storage {Node} | grep -q 'all of it could be read' || [ $i -ge 150 ]; do i=$((i + 1)); sleep 2; done
            echo "scrub $(systemctl show --value --property=Result homelab-scrub@sda) $(systemctl is-active homelab-scrub@sda.timer) $(stat -c '%U %a' /var/lib/homelab-scrub/sda)"
            {LabOnOneMachine.Ask("storage", $"storage {Node}")}
            journalctl --no-pager -b -u homelab-agent -u homelab-coordinator -u 'homelab-smartctl@*' -u 'homelab-scrub@*'
            """);
        await server.RunAsync(TimeSpan.FromMinutes(30));

        var storage = LabOnOneMachine.Last(server.Console, "storage").GetProperty("storage").EnumerateArray().ToDictionary(device => Text(device, "device"));
        foreach (var (asked, disk, serial, says, coverage) in s_drives)
        {
            Assert.Contains($"{asked} success root 644", server.Console);
            var answer = LabOnOneMachine.Last(server.Console, asked);
            Assert.Equal((serial, $"/dev/{asked}"), (Text(answer, "serial_number"), Text(answer.GetProperty("device"), "name")));
            var smart = storage[disk].GetProperty("evidence").EnumerateArray().Where(evidence => Text(evidence, "signal") == "smart").ToList();
            Assert.Contains(smart, evidence => Text(evidence, "sentence").StartsWith(says, StringComparison.Ordinal));
            Assert.Contains(coverage, Text(storage[disk], "coverage"), StringComparison.Ordinal);
        }

        Assert.Contains("scrub success active root 644", server.Console);
        Assert.Contains(storage["sda"].GetProperty("evidence").EnumerateArray(), evidence => Text(evidence, "signal") == "full_read" && Text(evidence, "sentence").StartsWith("all of it could be read, ", StringComparison.Ordinal));
        Assert.Equal(2, server.Console.Count(line => line == "enabled"));
        Assert.Equal(2, server.Console.Count(line => line == "active"));
        Assert.DoesNotContain(server.Console, line => line.Contains("ermission denied", StringComparison.Ordinal));
    }

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;
}
