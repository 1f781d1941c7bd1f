using Homelab.Host;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>The mains come back while real machines wait for their orders.</summary>
public sealed class MainsThatComeBack
{
    private static readonly TestLab Patient = TestLab.Closet.With("grace: 2s", "grace: 30s");

    /// <summary>Its UPS knows no shutdown.return (dummy-ups), so the cut that is asked for is refused.</summary>
    private static readonly TestLab Cut = TestLab.Closet.With("PORT\"}", "PORT\", user: homelab, password: \"secret:rack-ups\", cut: return}");

    private static readonly BootClock Clock = new();

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Run", "full")]
    public async Task Before_the_commit_stop_no_machine_and_take_the_leases_away()
    {
        await using var lab = await LabOfMachines.StartAsync(Patient);
        await lab.MainsFailAsync(TimeSpan.FromMinutes(3));
        await lab.MainsReturnAsync();
        foreach (var machine in lab.Machines.Values)
        {
            await Until.TrueAsync(async () => (await machine.RunAsync("test", "-e", "/run/homelab-agent/lease")).ExitCode != 0, Bound, "the lease to be gone");
        }

        await Until.TrueAsync(() => OutageJournalOnDisk.Read(lab.JournalFile).Any(line => line.Transition == "OutageEnded"), Bound, "the outage to end");
        Assert.All(lab.Machines.Values, machine => Assert.False(machine.IsOff));
        Assert.DoesNotContain(OutageJournalOnDisk.Read(lab.JournalFile), line => line.Transition == "StepOrdered");
        await ReportHeldAgainst.ObserverAsync(lab, []);
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task After_everybody_stopped_and_the_cut_was_refused_find_every_machine_on_again_by_itself()
    {
        await using var lab = await LabOfMachines.StartAsync(Cut, lateHook: true);
        await lab.MainsFailAsync(TimeSpan.FromSeconds(60));
        await Until.TrueAsync(() => OutageJournalOnDisk.Read(lab.JournalFile).Any(line => line is { Transition: "StepAcknowledged", Node: "hub" }), Bound, "hub to be told to stop");
        await lab.MainsReturnAsync();
        var back = Clock.Now();
        List<SeenEnd> ends = [];
        foreach (var node in Cut.Nodes)
        {
            var reboot = await lab.Machines[node].UntilRebootAsync();
            Assert.True(reboot.At > back, $"{node} did not wait for its power to go: it rebooted at {reboot.At}, and the mains came back at {back}");
            ends.Add(SeenEnd.Reboot(node, reboot));
            await lab.BootAsync(node);
        }

        Assert.Contains(OutageJournalOnDisk.Read(lab.JournalFile), line => line.Transition == "CutRefused");
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");
        await ReportHeldAgainst.ObserverAsync(lab, ends);
    }
}
