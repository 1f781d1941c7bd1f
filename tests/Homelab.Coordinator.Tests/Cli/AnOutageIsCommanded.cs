namespace Homelab.Coordinator.Tests.Cli;

/// <summary>Nothing is asked of the coordinator before somebody said yes, at the terminal or on the command line.</summary>
public class AnOutageIsCommanded
{
    [Theory]
    [InlineData("hold")]
    [InlineData("release")]
    [InlineData("cancel")]
    public async Task Piped_it_wants_a_yes_and_asks_nothing_without(string wish)
    {
        await using var coordinator = await new CannedCoordinator { Outage = SamplePlans.Running() }.Start();
        var refused = await CommandRun.Of(coordinator.Address, "outage", wish);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Null(coordinator.AskedOutage);

        var taken = await CommandRun.Of(coordinator.Address, "outage", wish, "--yes");
        Assert.Equal((0, ""), (taken.ExitCode, taken.Error));
        Assert.Equal((wish, "alex"), (coordinator.AskedOutage!.Wish, coordinator.AskedOutage.By));
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Whatever_is_not_yes_is_no(string typed)
    {
        await using var coordinator = await new CannedCoordinator { Outage = SamplePlans.Running() }.Start();
        var run = await CommandRun.Typed(typed, coordinator.Address, "outage", "hold");
        Assert.Equal(1, run.ExitCode);
        Assert.Null(coordinator.AskedOutage);
    }

    [Fact]
    public async Task The_outage_is_shown_before_the_question()
    {
        await using var coordinator = await new CannedCoordinator { Outage = SamplePlans.Running() }.Start();
        var run = await CommandRun.Typed("y\n", coordinator.Address, "outage", "hold");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(run.Out.IndexOf("Steps", StringComparison.Ordinal), 0, run.Out.IndexOf("hold? [y/N]", StringComparison.Ordinal));
        Assert.Equal("hold", coordinator.AskedOutage!.Wish);
    }
}
