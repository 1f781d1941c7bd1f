using Homelab.TestKit.Labs;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Outages;

/// <summary>The switch dies in the middle of an outage, between real machines: nobody hears the coordinator or the UPS any more.</summary>
public sealed class ASwitchThatDies
{
    private static readonly TestLab Lab = TestLab.Closet
        .With("nas: {", "pi:  {feeds: [rack-ups], switch: core, stop: 4s, start: power}\n  nas: {")
        .With("tier: core}", "tier: core}\n  ingress: {on: [pi], needs: [tank], tier: home}") with { Nodes = ["hub", "nas", "pi"] };

    private static readonly TimeSpan Runtime = TimeSpan.FromSeconds(45);

    [Fact]
    [Trait("Run", "full")]
    public async Task Leaves_every_machine_with_its_lease_and_they_go_down_in_order()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab);
        var (hub, nas, pi) = (lab.Machines["hub"], lab.Machines["nas"], lab.Machines["pi"]);
        await lab.MainsFailAsync(Runtime);
        await lab.SwitchDiesAsync();
        var (piOff, nasOff, hubOff) = (await pi.UntilOffAsync(), await nas.UntilOffAsync(), await hub.UntilOffAsync());

        Assert.True(piOff.At < nasOff.At && nasOff.At < hubOff.At, $"pi was off at {piOff.At}, nas at {nasOff.At}, hub at {hubOff.At}");
        foreach (var alone in (SystemdMachine[])[pi, nas])
        {
            var journal = await alone.JournalAsync();
            Assert.Contains("ran out and nobody renewed it", journal, StringComparison.Ordinal);
            Assert.DoesNotContain("ran out and this machine is still on", journal, StringComparison.Ordinal);
        }

        await ReportHeldAgainst.ObserverAfterwardsAsync(lab, "hub", SeenEnd.Off("pi", piOff), SeenEnd.Off("nas", nasOff), SeenEnd.Off("hub", hubOff));
    }
}
