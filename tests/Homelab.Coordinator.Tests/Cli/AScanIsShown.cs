using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>homelab sensors scan: what was found, and the lines that would declare it.</summary>
public class AScanIsShown
{
    private static readonly SensorScan Mixed = new()
    {
        Node = "pi1",
        Things =
        {
            Thing("i2c bus", "i2c-1", "was looked at"),
            Thing("i2c chip", "i2c-1 0x23", "answers", "nodes: {pi1: {sensors: {i2c23: {chip: bh1750, address: 0x23}}}}"),
            Thing("i2c chip", "i2c-1 0x76", "answers", "nodes: {pi1: {sensors: {i2c76: {chip: bme280, address: 0x76}}}}", "nodes: {pi1: {sensors: {i2c76: {chip: bmp280, address: 0x76}}}}"),
            Thing("power supply", "BAT0", "Battery; it can be a feed", "feeds: {pi1-battery: {power_supply: {node: pi1, battery: BAT0}}}"),
        },
    };

    [Fact]
    public void Text_and_json()
    {
        Golden.Same("scan.txt", ScanText.Of(Mixed, Surface.Plain));
        Golden.Same("scan.json", CliJson.Text(ScanJson.Of(Mixed)));
        Assert.Contains("Nothing was found on pi2.", ScanText.Of(new SensorScan { Node = "pi2" }, Surface.Plain), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("The scan hangs at i2c-1 0x40.", 1)]
    public async Task The_buses_are_asked_for_and_the_exit_code_says_whether_it_came_to_its_end(string failure, int expected)
    {
        var answer = Mixed.Clone();
        answer.Failure = failure;
        await using var coordinator = await new CannedCoordinator { Scan = answer }.Start();
        var run = await CommandRun.Of(coordinator.Address, "sensors", "scan", "pi1", "--bus", "1", "3");
        Assert.Equal((expected, ""), (run.ExitCode, run.Error));
        Assert.Contains(failure, run.Out, StringComparison.Ordinal);
        Assert.Equal(("pi1", "alex"), (coordinator.AskedScan!.Node, coordinator.AskedScan.By));
        Assert.Equal([1u, 3u], coordinator.AskedScan.Buses);
    }

    [Fact]
    public async Task A_bus_that_cannot_be_is_refused_before_anybody_is_asked()
    {
        await using var coordinator = await new CannedCoordinator().Start();
        Assert.Equal(2, (await CommandRun.Of(coordinator.Address, "sensors", "scan", "pi1", "--bus", "-1")).ExitCode);
        Assert.Equal(2, (await CommandRun.Of(coordinator.Address, "sensors", "scan")).ExitCode);
        Assert.Null(coordinator.AskedScan);
    }

    private static ScannedThing Thing(string kind, string place, string what, params string[] proposals) => new() { Kind = kind, Place = place, What = what, Proposals = { proposals } };
}
