using Homelab.Host;
using Homelab.TestKit.Labs;
using static Homelab.System.Tests.Outages.ReportHeldAgainst;

namespace Homelab.System.Tests.Outages;

/// <summary>What a report says of real machines beyond what each case here holds against it: that all of it is told, when it began, and who came back when.</summary>
public sealed class AReportBesideTheObserver
{
    private static readonly BootClock Clock = new();

    [Fact]
    [Trait("Run", "full")]
    public async Task Agrees_with_it_to_the_second_on_when_it_began_and_who_went_and_came_back_when()
    {
        await using var lab = await LabOfMachines.StartAsync(TestLab.Closet);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        var failing = Clock.Now();
        await lab.MainsFailAsync(TimeSpan.FromSeconds(40));
        var failed = Clock.Now();
        var (nasOff, hubOff) = (await nas.UntilOffAsync(), await hub.UntilOffAsync());
        await lab.MainsReturnAsync();
        var booting = Clock.Now();
        await Task.WhenAll(lab.BootAsync("hub"), lab.BootAsync("nas"));
        await lab.UntilConnectedAsync();
        var connected = Clock.Now();
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");

        var report = await ObserverAsync(lab, [SeenEnd.Off("nas", nasOff), SeenEnd.Off("hub", hubOff)]);
        var began = BeganAt(report);
        Within(failing, began, failed + (2 * Second), "the beginning");

        var step = Assert.Single(report.GetProperty("steps").EnumerateArray(), step => step.GetProperty("node").GetString() == "nas" && step.GetProperty("service").GetString() == "");
        Assert.All(["orderedSeconds", "takenSeconds", "silentSeconds"], name => Assert.NotNull(At(began, step, name)));

        // hub may have gone before anybody could say so.
        Within(nasOff.At, At(began, step, "offSeconds"), hubOff.At, "the end of nas");

        var back = Assert.Single(report.GetProperty("returns").EnumerateArray(), one => one.GetProperty("node").GetString() == "nas");
        Assert.Equal("Returned", back.GetProperty("outcome").GetString());
        Within(booting, At(began, back, "atSeconds")!.Value, connected + (5 * Second), "the return of nas");
    }
}
