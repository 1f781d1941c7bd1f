using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Outages;

/// <summary>What people run on their machines: a service that does not hear SIGTERM, and one that holds an inhibitor lock.</summary>
public sealed class AServiceThatHangs
{
    /// <summary>What is declared of the nas holds what its service may take (TimeoutStopSec).</summary>
    private static readonly TestLab Lab = TestLab.Closet.With("nas: {feeds: [rack-ups], switch: core, stop: 4s", "nas: {feeds: [rack-ups], switch: core, stop: 15s");

    [Fact]
    [Trait("Run", "full")]
    public async Task With_an_inhibitor_beside_it_keeps_no_machine_on()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        string[][] transient =
        [
            ["systemd-run", "--unit=hung", "--property=TimeoutStopSec=6", "sh", "-c", "trap '' TERM; while :; do sleep 1; done"],
            ["systemd-run", "--unit=backup", "systemd-inhibit", "--what=shutdown", "--mode=block", "--who=backup", "--why=it runs", "sleep", "infinity"],
        ];
        foreach (var service in transient)
        {
            var started = await nas.RunAsync(service);
            Assert.True(started.ExitCode == 0, started.Output);
        }

        await lab.MainsFailAsync(TimeSpan.FromSeconds(80));
        var (nasOff, hubOff) = (await nas.UntilOffAsync(), await hub.UntilOffAsync());

        Assert.True(nasOff.At < hubOff.At, $"nas was off at {nasOff.At}, hub at {hubOff.At}");
        Assert.Contains("hung.service: State 'stop-sigterm' timed out", await nas.JournalAsync(), StringComparison.Ordinal);
        await ReportHeldAgainst.ObserverAfterwardsAsync(lab, "hub", SeenEnd.Off("nas", nasOff), SeenEnd.Off("hub", hubOff));
    }
}
