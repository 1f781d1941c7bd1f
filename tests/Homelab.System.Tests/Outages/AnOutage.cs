using Homelab.TestKit.Labs;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>The published programs with a real upsd: what goes down, when, and in which order.</summary>
public sealed class AnOutage
{
    private static readonly string[] InOrder = ["server", "nas", "pi", "hub"];

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Shorter_than_the_grace_stops_nothing()
    {
        await using var lab = await LabUnderTest.StartAsync(TestLab.Chain.With("grace: 3s", "grace: 30s"));
        await lab.MainsFailAsync(TimeSpan.FromSeconds(90));
        await lab.UntilPhaseAsync("Grace");
        await lab.MainsReturnAsync();
        await lab.UntilNoOutageAsync();

        Assert.Empty(lab.Down);
        Assert.Equal(lab.Lab.Nodes.Order(), (await lab.ConnectedAsync()).Order());
        Assert.DoesNotContain(OutageJournalOnDisk.Read(lab.JournalFile), line => line.Transition == "StepOrdered");
    }

    [Fact]
    public async Task Longer_than_the_grace_takes_consumers_down_before_what_they_need_and_the_coordinator_last()
    {
        await using var lab = await LabUnderTest.StartAsync();
        await lab.MainsFailAsync(TimeSpan.FromSeconds(25));
        await lab.UntilDownAsync(4, Bound);

        Assert.Equal(InOrder, lab.DownNodes);
        Assert.All(lab.Down, machine => Assert.Equal(LabUnderTest.ByOrder, machine.Code));
    }

    [Fact]
    public async Task Mains_that_return_cancel_what_was_not_ordered()
    {
        // With a long tail the second order waits, so that the mains return between two orders.
        await using var lab = await LabUnderTest.StartAsync(TestLab.Chain.With("tail: 1s", "tail: 20s").With("stop: 3s", "stop: 15s"));
        await lab.MainsFailAsync(TimeSpan.FromSeconds(40));
        await lab.UntilDownAsync(1, Bound);
        await lab.MainsReturnAsync();
        await lab.UntilNoOutageAsync();

        var ordered = OutageJournalOnDisk.Read(lab.JournalFile).Where(line => line.Transition == "StepOrdered").Select(line => line.Node).Distinct();
        Assert.Equal(ordered.Order(), lab.DownNodes.Order());
        Assert.DoesNotContain("pi", lab.DownNodes);
        Assert.DoesNotContain("hub", lab.DownNodes);
        Assert.Subset(new HashSet<string>(await lab.ConnectedAsync()), new HashSet<string>(["pi", "hub"]));
    }

    [Fact]
    public async Task A_coordinator_that_disappears_leaves_the_order_to_the_leases()
    {
        await using var lab = await LabUnderTest.StartAsync();
        await lab.MainsFailAsync(TimeSpan.FromSeconds(25));
        await lab.UntilLeasedAsync();
        await lab.Coordinator.KillAsync();
        await lab.UntilDownAsync(4, Bound);

        Assert.Equal(InOrder, lab.DownNodes);
        Assert.All(lab.Down, machine => Assert.Equal(LabUnderTest.ByLease, machine.Code));
    }

    [Fact]
    public async Task In_observe_mode_stops_nothing()
    {
        await using var lab = await LabUnderTest.StartAsync(TestLab.Chain.With("mode: armed", "mode: observe"));
        await lab.MainsFailAsync(TimeSpan.FromSeconds(15));
        await Until.TrueAsync(
            () => OutageJournalOnDisk.Read(lab.JournalFile).Count(line => line.Transition == "StepAdvised") == 4, Bound, "every step to be advised");

        Assert.Empty(lab.Down);
        Assert.Equal(4, (await lab.ConnectedAsync()).Count);
    }
}
