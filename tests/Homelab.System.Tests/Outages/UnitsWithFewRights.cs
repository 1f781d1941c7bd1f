using System.Globalization;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Outages;

/// <summary>The kernel holds the programs of a machine to what their units say that they may.</summary>
internal static class UnitsWithFewRights
{
    public static async Task HoldAsync(SystemdMachine machine, params IEnumerable<string> programs)
    {
        foreach (var program in programs)
        {
            var status = await machine.RunAsync("sh", "-c", $"cat /proc/$(systemctl show --property=MainPID --value {program})/status; echo User: $(id -u {program})");
            var fields = status.Output.Split('\n').Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
            Assert.True(fields.ContainsKey("CapBnd"), $"{program} does not run: {status.Output}");
            Assert.NotEqual("0", fields["User"]);
            Assert.All(fields["Uid"].Split('\t'), user => Assert.Equal(fields["User"], user));
            Assert.All((string[])["CapEff", "CapPrm", "CapBnd", "CapAmb"], set => Assert.Equal(0UL, ulong.Parse(fields[set], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            Assert.Equal("1", fields["NoNewPrivs"]);
            Assert.Equal("2", fields["Seccomp"]);
        }

        var journal = await machine.RunAsync("journalctl", "--no-pager", "-u", "homelab-agent", "-u", "homelab-coordinator");
        Assert.DoesNotContain("ermission denied", journal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not permitted", journal.Output, StringComparison.Ordinal);
    }
}
