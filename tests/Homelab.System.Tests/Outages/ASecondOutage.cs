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

        // The journal holds one outage at a time.
        var firstOutage = OutageJournalOnDisk.Read(lab.JournalFile)[^1].OutageId;
        await lab.MainsReturnAsync();
        await lab.BootAsync("hub");
        await lab.UntilConnectedAsync();
        await lab.MainsFailAsync(Runtime);
        // nas is off since the first.
        SeenEnd[] second = [first[0], SeenEnd.Off("hub", await lab.Machines["hub"].UntilOffAsync())];

        await lab.MainsReturnAsync();
        await lab.BootAsync("hub");
        await lab.BootAsync("nas");
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");

        await ReportHeldAgainst.ObserverAsync(lab, first, firstOutage);
        await ReportHeldAgainst.ObserverAsync(lab, second);
    }
}
