using System.Globalization;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Outages;

/// <summary>The units on a machine say how little they may, and its kernel holds them to it.</summary>
internal static class UnitsWithFewRights
{
    /// <summary>The most that systemd-analyze(1) may find exposed, in tenths. The agent still runs as root, and reads the kernel's log, its clock and the buses.</summary>
    private static readonly (string Unit, int Most)[] s_units = [("homelab-coordinator", 20), ("homelab-lease", 20), ("homelab-agent", 29)];

    public static async Task HoldAsync(SystemdMachine machine)
    {
        foreach (var (unit, most) in s_units)
        {
            var analyzed = await machine.RunAsync("systemd-analyze", "security", "--offline=true", "--no-pager", $"--threshold={most}", $"/etc/systemd/system/{unit}.service");
            Assert.True(analyzed.ExitCode == 0, $"{unit} is more exposed than {most / 10.0}: {analyzed.Output}");
        }

        await HoldAsync(machine, "homelab-coordinator", allowed: 0);
        // CAP_SYSLOG is the 34th, capabilities(7).
        await HoldAsync(machine, "homelab-agent", allowed: 1UL << 34);
        var journal = await machine.RunAsync("journalctl", "--no-pager", "-u", "homelab-agent", "-u", "homelab-coordinator");
        Assert.DoesNotContain("ermission denied", journal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not permitted", journal.Output, StringComparison.Ordinal);
    }

    private static async Task HoldAsync(SystemdMachine machine, string unit, ulong allowed)
    {
        var status = await machine.RunAsync("sh", "-c", $"cat /proc/$(systemctl show --property=MainPID --value {unit})/status");
        var fields = status.Output.Split('\n').Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.True(fields.ContainsKey("CapBnd"), $"{unit} does not run: {status.Output}");
        Assert.Equal(0UL, ulong.Parse(fields["CapBnd"], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~allowed);
        Assert.Equal("1", fields["NoNewPrivs"]);
        Assert.Equal("2", fields["Seccomp"]);
    }
}
