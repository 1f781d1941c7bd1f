using Homelab.TestKit.Labs;
using Homelab.TestKit.Nut;

namespace Homelab.System.Tests.Outages;

/// <summary>A machine of somebody else with NUT's own upsmon at the same upsd: it goes down at low battery, whatever the lab plans (P16).</summary>
public sealed class AnUpsmonBeside
{
    private static readonly TestLab Lab = TestLab.Closet with { Guests = ["guest"] };

    [Fact]
    [Trait("Run", "full")]
    public async Task Goes_down_at_low_battery_when_the_lab_is_down_already()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab);
        var guest = await lab.BootGuestAsync(
            "guest",
            new Dictionary<string, string>
            {
                ["/etc/nut/nut.conf"] = "MODE=netclient\n",
                ["/etc/nut/upsmon.conf"] = $"""
                    MONITOR {RealUpsd.Ups}@127.0.0.1:PORT 1 {RealUpsd.Secondary}
                    MINSUPPLIES 1
                    SHUTDOWNCMD "/sbin/shutdown -h +0"
                    POLLFREQ 5
                    POLLFREQALERT 5

                    """,
            },
            "nut-monitor.service");
        // Two minutes before the end is where the plan takes LB to come: it leaves the lab fifty seconds.
        await lab.MainsFailAsync(runtime: TimeSpan.FromSeconds(170), low: TimeSpan.FromSeconds(120));
        var (nasOff, hubOff, guestOff) = (await lab.Machines["nas"].UntilOffAsync(), await lab.Machines["hub"].UntilOffAsync(), await guest.UntilOffAsync());

        Assert.True(nasOff.At < hubOff.At && hubOff.At < guestOff.At, $"nas was off at {nasOff.At}, hub at {hubOff.At}, the guest at {guestOff.At}");
        await ReportHeldAgainst.ObserverAfterwardsAsync(lab, "hub", SeenEnd.Off("nas", nasOff), SeenEnd.Off("hub", hubOff));
    }
}
