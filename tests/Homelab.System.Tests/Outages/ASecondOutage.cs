using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Outages;

/// <summary>The mains fail again while the lab is on its way back.</summary>
public sealed class ASecondOutage
{
    private static readonly TimeSpan Runtime = TimeSpan.FromSeconds(40);

    [Fact]
    [Trait("Run", "full")]
    public async Task During_the_restart_is_outlived_by_what_the_first_one_owed()
    {
        await using var lab = await LabOfMachines.StartAsync(TestLab.Closet);
        await lab.MainsFailAsync(Runtime);
        SeenEnd[] first = [SeenEnd.Off("nas", await lab.Machines["nas"].UntilOffAsync()), SeenEnd.Off("hub", await lab.Machines["hub"].UntilOffAsync())];

        await lab.MainsReturnAsync();
        await lab.BootAsync("hub");
        await lab.UntilConnectedAsync();
        await lab.MainsFailAsync(Runtime);
        SeenEnd[] second = [SeenEnd.Off("hub", await lab.Machines["hub"].UntilOffAsync())];

        await lab.MainsReturnAsync();
        await lab.BootAsync("hub");
        await lab.BootAsync("nas");
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");

        var outages = OutageJournalOnDisk.Read(lab.JournalFile).Where(line => line.Transition == "OutageOpened").Select(line => line.OutageId).ToList();
        Assert.Equal(2, outages.Count);
        await ReportHeldAgainst.ObserverAsync(lab, first, outages[0]);
        await ReportHeldAgainst.ObserverAsync(lab, second, outages[1]);
    }
}
