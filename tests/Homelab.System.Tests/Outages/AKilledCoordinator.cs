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
    [InlineData("StepOrdered")]
    [InlineData("StepPresumed")]
    public Task Finishes_the_same_outage_and_gives_no_order_twice(string transition) => PlayAsync(transition);

    /// <summary>The simulator crashes it at every transition; what takes half a minute of real time each is for the full run.</summary>
    [Theory]
    [Trait("Run", "full")]
    [InlineData("OutageOpened")]
    [InlineData("GraceOver")]
    [InlineData("StepAcknowledged")]
    public Task And_so_it_does_wherever_it_is_killed(string transition) => PlayAsync(transition);

    private static async Task PlayAsync(string transition)
    {
        await using var lab = await LabUnderTest.StartAsync();
        await lab.MainsFailAsync(TimeSpan.FromSeconds(30));
        await Until.TrueAsync(
            () => OutageJournalOnDisk.Read(lab.JournalFile).Any(line => line.Transition == transition), Bound, $"{transition} in the journal");
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
