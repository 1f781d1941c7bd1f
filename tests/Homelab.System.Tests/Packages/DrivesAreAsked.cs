using System.Text.Json;
using Homelab.TestKit.Emulated;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Packages;

/// <summary>
/// A server of qemu's with an NVMe and a SATA drive, installed from the packages. Debian's own smartctl asks both through the helper of the package, and the agent reports what they answered:
/// the one warns that it has become unreliable, the other is well, and is read from end to end by another unit.
/// </summary>
public sealed class DrivesAreAsked
{
    private const string Node = LabOnOneMachine.Node;

    private static readonly (string Disk, string Says, string Coverage)[] s_drives =
    [
        ("nvme0n1", "the drive warns that it has become unreliable", "wear: 0 % of its endurance used, by its own estimate"),
        ("sda", "the drive says that it is well (SMART, asked ", "wear: not reported by this drive"),
    ];

    [Fact]
    [Trait("Run", "full")]
    public async Task And_what_smartctl_says_of_them_comes_through_the_helper_to_the_agent()
    {
        using var folder = new TempFolder();
        await using var server = await InstalledMachine.MakeAsync(EmulatedBoard.ServerWithDrives, await AnInstalledNode.FilesAsync(folder, "watts: 20"), $"""
            {AnInstalledNode.Install}
            {AnInstalledNode.Enrol}
            i=0; until homelab storage {Node} | grep -q 'become unreliable' && homelab storage {Node} | grep -q 'it is well' || [ $i -ge 60 ]; do i=$((i + 1)); sleep 2; done
            echo "socket $(stat -c '%U %G %a' /run/homelab-agent-helper.socket) $(systemctl is-active homelab-agent-helper.socket)"
            systemctl enable --now homelab-scrub@sda.timer
            systemctl start homelab-scrub@sda
            i=0; until homelab storage {Node} | grep -q 'all of it could be read' || [ $i -ge 150 ]; do i=$((i + 1)); sleep 2; done
            echo "scrub $(systemctl show --value --property=Result homelab-scrub@sda) $(systemctl is-active homelab-scrub@sda.timer) $(stat -c '%U %a' /var/lib/homelab-scrub/sda)"
            {LabOnOneMachine.Ask("storage", $"storage {Node}")}
            journalctl --no-pager -b -u homelab-agent -u homelab-coordinator -u 'homelab-agent-helper*' -u 'homelab-scrub@*'
            """);
        await server.RunAsync(TimeSpan.FromMinutes(30));

        var storage = LabOnOneMachine.Last(server.Console, "storage").GetProperty("storage").EnumerateArray().ToDictionary(device => Text(device, "device"));
        Assert.Contains("socket root homelab-agent 660 active", server.Console);
        foreach (var (disk, says, coverage) in s_drives)
        {
            var smart = storage[disk].GetProperty("evidence").EnumerateArray().Where(evidence => Text(evidence, "signal") == "smart").ToList();
            Assert.Contains(smart, evidence => Text(evidence, "sentence").StartsWith(says, StringComparison.Ordinal));
            Assert.Contains(coverage, Text(storage[disk], "coverage"), StringComparison.Ordinal);
        }

        Assert.Contains("scrub success active root 644", server.Console);
        Assert.Contains(storage["sda"].GetProperty("evidence").EnumerateArray(), evidence => Text(evidence, "signal") == "full_read" && Text(evidence, "sentence").StartsWith("all of it could be read, ", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Console, line => line.Contains("ermission denied", StringComparison.Ordinal));
    }

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;
}
