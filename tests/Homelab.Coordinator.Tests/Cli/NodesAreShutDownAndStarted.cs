using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>homelab shutdown and homelab start: said first, then confirmed, then sent (P30).</summary>
public class NodesAreShutDownAndStarted
{
    private static readonly PowerAnswer Meant = new() { Nodes = { "nas" }, LeftWithout = { new LeftWithout { Node = "web", Why = "site needs files" } } };

    [Theory]
    [InlineData("shutdown")]
    [InlineData("start")]
    public async Task Piped_it_wants_a_yes_and_asks_nothing_without(string wish)
    {
        await using var coordinator = await new CannedCoordinator { Power = Meant }.Start();
        var refused = await CommandRun.Of(coordinator.Address, wish, "nas");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Empty(coordinator.AskedPower);

        var taken = await CommandRun.Of(coordinator.Address, wish, "nas", "--yes");
        Assert.Equal((0, ""), (taken.ExitCode, taken.Error));
        var asked = Assert.Single(coordinator.AskedPower);
        Assert.Equal((wish, "alex", false, "nas"), (asked.Wish, asked.By, asked.Preview, Assert.Single(asked.Nodes)));
    }

    [Fact]
    public async Task Who_goes_without_is_named_before_the_question()
    {
        await using var coordinator = await new CannedCoordinator { Power = Meant }.Start();
        var run = await CommandRun.Typed("y\n", coordinator.Address, "shutdown", "nas");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(run.Out.IndexOf("web stays on and goes without: site needs files", StringComparison.Ordinal), 0, run.Out.IndexOf("shutdown? [y/N]", StringComparison.Ordinal));
        Assert.Equal([true, false], coordinator.AskedPower.Select(asked => asked.Preview));
    }

    [Fact]
    public async Task A_live_drill_says_first_who_goes_without_and_asks_too()
    {
        await using var coordinator = await new CannedCoordinator { Power = Meant }.Start();
        Assert.Equal(2, (await CommandRun.Of(coordinator.Address, "drill", "--live", "nas")).ExitCode);
        Assert.Empty(coordinator.AskedPower);

        var run = await CommandRun.Typed("y\n", coordinator.Address, "drill", "--live", "nas");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(run.Out.IndexOf("web stays on and goes without meanwhile: site needs files", StringComparison.Ordinal), 0, run.Out.IndexOf("drill? [y/N]", StringComparison.Ordinal));
        Assert.Equal([("drill", true), ("drill", false)], coordinator.AskedPower.Select(asked => (asked.Wish, asked.Preview)));
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("")]
    public async Task Whatever_is_not_yes_is_no(string typed)
    {
        await using var coordinator = await new CannedCoordinator { Power = Meant }.Start();
        var run = await CommandRun.Typed(typed, coordinator.Address, "shutdown", "--lab");
        Assert.Equal(1, run.ExitCode);
        Assert.True(Assert.Single(coordinator.AskedPower).Preview);
    }

    [Theory]
    [InlineData("shutdown", "--yes")]
    [InlineData("shutdown", "--yes", "--lab", "nas")]
    public async Task Either_nodes_or_the_lab_and_not_both(params string[] arguments)
    {
        await using var coordinator = await new CannedCoordinator().Start();
        Assert.Equal(2, (await CommandRun.Of(coordinator.Address, arguments)).ExitCode);
        Assert.Empty(coordinator.AskedPower);
    }
}
