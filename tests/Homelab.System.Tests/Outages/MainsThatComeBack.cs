using Homelab.TestKit.Labs;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>The mains come back while real machines wait for their orders.</summary>
public sealed class MainsThatComeBack
{
    private static readonly TestLab Patient = TestLab.Closet.With("grace: 2s", "grace: 30s");

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
    }
}
