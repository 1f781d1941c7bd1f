using System.Globalization;
using Homelab.Domain;
using Homelab.Host;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>The UPS takes the order to cut its outlets and to come back with the mains (P25): by then nobody on it works any more, and afterwards everybody does again.</summary>
public sealed class ACutThatIsConfirmed
{
    private static readonly TestLab Lab = TestLab.Closet.With("PORT\"}", "PORT\", user: homelab, password: \"secret:rack-ups\", cut: return}");

    private static readonly BootClock Clock = new();

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Run", "full")]
    public async Task Hits_no_machine_that_still_works_and_the_lab_comes_back_with_its_power()
    {
        await using var ups = new PlayedDriver(
            ("ups.status", "OL"), ("battery.charge", "100"), ("battery.runtime", "600"), ("ups.load", "20"), ("ups.delay.shutdown", "20"), ("ups.delay.start", "30"))
        {
            // Firmware that counts in tens, upwards.
            Rounds = seconds => (seconds + 9) / 10 * 10,
        };
        await using var lab = await LabOfMachines.StartAsync(Lab, lateHook: true, ups);
        await lab.MainsFailAsync(TimeSpan.FromSeconds(70));
        await Until.TrueAsync(() => ups.Given.Contains("shutdown.return"), Bound, "the UPS to be told to cut");
        var cut = Clock.Now() + TimeSpan.FromSeconds(int.Parse(ups["ups.delay.shutdown"], CultureInfo.InvariantCulture));

        // nas waits in the last thing that a machine does, for its power to go; hub is off by then, for its cut is known to come.
        var hubOff = await lab.Machines["hub"].UntilOffAsync();
        Assert.True(hubOff.At < cut, $"hub was off at {hubOff.At}, and the power went at {cut}");
        var nas = lab.Machines["nas"];
        Assert.False(nas.IsOff, "nas did not wait for its power to go");
        var left = await nas.RunAsync("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
        Assert.DoesNotContain("homelab-agent", left.Output, StringComparison.Ordinal);
        Assert.Contains("homelab-late", left.Output, StringComparison.Ordinal);

        await Task.Delay(TimeSpan.FromTicks(Math.Max(0, (cut - Clock.Now()).Ticks)), TimeProvider.System, TestContext.Current.CancellationToken);
        await lab.CutPowerAsync();
        var cutAt = Clock.Now();
        await Task.WhenAll(lab.BootAsync("hub"), lab.BootAsync("nas"));
        await lab.UntilConnectedAsync();
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");

        Assert.Contains(OutageJournalOnDisk.Read(lab.JournalFile), line => line.Transition == "CutConfirmed");
        var report = await ReportHeldAgainst.ObserverAsync(lab, [SeenEnd.Off("hub", hubOff), new SeenEnd("nas", cutAt, Works: false)]);
        Assert.Equal("Confirmed", Assert.Single(report.GetProperty("cuts").EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Single(ups.Given, given => given == "shutdown.return");
    }
}
