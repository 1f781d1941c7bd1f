using Homelab.Host;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>A machine whose agent does nothing any more, so that systemd alone takes it down by its lease (P10).</summary>
public sealed class AnAgentThatHangs
{
    /// <summary>Its UPS knows no shutdown.return (dummy-ups), so the cut that is asked for is refused.</summary>
    private static readonly TestLab Cut = TestLab.Closet.With("PORT\"}", "PORT\", user: homelab, password: \"secret:rack-ups\", cut: return}");

    private static readonly BootClock Clock = new();

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Run", "full")]
    public async Task Does_not_stay_in_the_dark_where_the_cut_that_would_start_it_is_refused_P26()
    {
        await using var lab = await LabOfMachines.StartAsync(Cut, lateHook: true);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        await lab.MainsFailAsync(TimeSpan.FromSeconds(60));
        await nas.HangAgentAsync();
        await Until.TrueAsync(() => OutageJournalOnDisk.Read(lab.JournalFile).Any(line => line is { Transition: "StepAcknowledged", Node: "hub" }), Bound, "hub to be told to stop");
        await lab.MainsReturnAsync();
        var back = Clock.Now();
        var reboot = await nas.UntilRebootAsync();

        Assert.Contains("ran out and this machine is still on: systemd is to power it off; homelab-late starts it again", await nas.JournalAsync(), StringComparison.Ordinal);
        Assert.True(reboot.At > back, $"nas did not wait for its power to go: it rebooted at {reboot.At}, and the mains came back at {back}");
        var hubReboot = await hub.UntilRebootAsync();
        await Task.WhenAll(lab.BootAsync("hub"), lab.BootAsync("nas"));
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");
        await ReportHeldAgainst.ObserverAsync(lab, [SeenEnd.Reboot("nas", reboot), SeenEnd.Reboot("hub", hubReboot)]);
    }
}
