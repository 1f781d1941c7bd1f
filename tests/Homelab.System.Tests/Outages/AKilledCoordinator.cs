using Homelab.TestKit.Labs;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>
/// SIGKILL of the published coordinator right after a line of its journal. Which points there are is enumerated from the transition table by
/// <c>CrashPoints</c> of the domain's tests; these are the ones after which most is at stake.
/// </summary>
public sealed class AKilledCoordinator
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("OutageOpened", 1)]
    [InlineData("GraceOver", 1)]
    [InlineData("StepOrdered", 1)]
    [InlineData("StepAcknowledged", 1)]
    [InlineData("StepPresumed", 1)]
    public async Task Finishes_the_same_outage_and_gives_no_order_twice(string transition, int occurrence)
    {
        await using var lab = await LabUnderTest.StartAsync();
        await lab.MainsFailAsync(TimeSpan.FromSeconds(30));
        await Until.TrueAsync(
            () => OutageJournalOnDisk.Read(lab.JournalFile).Count(line => line.Transition == transition) >= occurrence, Bound, $"{transition} in the journal");
        await lab.Coordinator.KillAsync();
        var before = OutageJournalOnDisk.Read(lab.JournalFile);
        await lab.StartCoordinatorAsync();
        await lab.UntilDownAsync(4, Bound);

        // By order or, where its time came while nobody spoke, by its lease: the order is the same.
        Assert.Equal(["server", "nas", "pi", "hub"], lab.DownNodes);
        var after = OutageJournalOnDisk.Read(lab.JournalFile);
        Assert.Equal(before, after.Take(before.Count));
        Assert.Single(after.Select(line => line.OutageId).Distinct());
        Assert.All(after.Where(line => line.Transition == "StepOrdered").GroupBy(line => line.Step), orders => Assert.Single(orders));
    }
}
