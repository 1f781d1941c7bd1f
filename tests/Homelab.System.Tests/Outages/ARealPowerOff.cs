using Homelab.TestKit.Labs;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Outages;

/// <summary>The shipped programs and units under real systemds, with a real upsd: machines go off, in order, and the lab comes back.</summary>
public sealed class ARealPowerOff
{
    private static readonly TimeSpan Runtime = TimeSpan.FromSeconds(26);

    [Fact]
    public async Task Takes_the_lab_down_in_order_and_the_lab_that_gets_its_power_back_is_complete_again()
    {
        await using var lab = await LabOfMachines.StartAsync(TestLab.Closet);
        // One unit needs Docker's, which is not there: a stand-in, for the check alone.
        var verified = await lab.Machines["hub"].RunAsync(
            "sh", "-c", "printf '[Service]\\nExecStart=/bin/true\\n' >/run/systemd/system/docker.service; find /etc/systemd/system -maxdepth 1 -type f -name 'homelab-*' -exec systemd-analyze verify --man=no --recursive-errors=one {} +");
        Assert.True(verified is { ExitCode: 0, Output: "" }, verified.Output);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        await UnitsWithFewRights.HoldAsync(hub, "homelab-agent", "homelab-coordinator");
        await lab.MainsFailAsync(Runtime);
        var (nasOff, hubOff) = (await nas.UntilOffAsync(), await hub.UntilOffAsync());

        Assert.True(nasOff.At < hubOff.At, $"nas was off at {nasOff.At}, hub at {hubOff.At}");
        foreach (var journal in (string[])[await nas.JournalAsync(), await hub.JournalAsync()])
        {
            Assert.Contains("PoweringOff", journal, StringComparison.Ordinal);
            Assert.DoesNotContain("ran out and this machine is still on", journal, StringComparison.Ordinal);
        }

        await lab.MainsReturnAsync();
        // The power comes back to all of them in one moment.
        await Task.WhenAll(lab.BootAsync("hub"), lab.BootAsync("nas"));
        await lab.UntilConnectedAsync();
        // The coordinator's disk says what it owed; that it was a cold start, it sees by the boot id.
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");
        await ReportHeldAgainst.ObserverAsync(lab, [SeenEnd.Off("nas", nasOff), SeenEnd.Off("hub", hubOff)]);
    }

    [Fact]
    public async Task Comes_by_systemd_alone_when_an_agent_hangs_with_its_lease()
    {
        await using var lab = await LabOfMachines.StartAsync(TestLab.Closet);
        var hub = lab.Machines["hub"];
        await lab.MainsFailAsync(TimeSpan.FromSeconds(34));
        await hub.HangAgentAsync();
        await hub.UntilOffAsync();

        var journal = await hub.JournalAsync();
        Assert.True(
            journal.Contains("ran out and this machine is still on", StringComparison.Ordinal),
            string.Join('\n', journal.Split('\n').Where(line => line.Contains("homelab-", StringComparison.Ordinal) && !line.Contains(".mount", StringComparison.Ordinal)).TakeLast(40)));
    }
}
