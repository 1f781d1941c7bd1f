using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Outages;

/// <summary>systemd starts a killed coordinator again, in the middle of an outage of real machines.</summary>
public sealed class ACoordinatorKilledOnItsMachine
{
    [Fact]
    [Trait("Run", "full")]
    public async Task Goes_on_with_the_same_outage_and_the_machines_go_down_in_order()
    {
        await using var lab = await LabOfMachines.StartAsync(TestLab.Closet);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        await lab.MainsFailAsync(TimeSpan.FromSeconds(45));
        var killed = await hub.RunAsync("systemctl", "kill", "--kill-whom=main", "--signal=KILL", "homelab-coordinator.service");
        Assert.True(killed.ExitCode == 0, killed.Output);
        var (nasOff, hubOff) = (await nas.UntilOffAsync(), await hub.UntilOffAsync());

        Assert.True(nasOff.At < hubOff.At, $"nas was off at {nasOff.At}, hub at {hubOff.At}");
        Assert.Contains("code=killed, status=9/KILL", await hub.JournalAsync(), StringComparison.Ordinal);
        var journal = OutageJournalOnDisk.Read(lab.JournalFile);
        Assert.Single(journal, line => line.Transition == "OutageOpened");
        Assert.Equal(["hub", "nas"], journal.Where(line => line.Transition == "StepOrdered").Select(line => line.Node).Distinct().Order());
        await ReportHeldAgainst.ObserverAfterwardsAsync(lab, "hub", SeenEnd.Off("nas", nasOff), SeenEnd.Off("hub", hubOff));
    }
}
