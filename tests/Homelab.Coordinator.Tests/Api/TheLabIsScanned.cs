using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>From an operator to one agent, and back with the lines that would declare what it found.</summary>
public sealed class TheLabIsScanned : IAsyncLifetime
{
    private static readonly string s_lab = CoordinatorUnderTest.LabText
        .Replace("pi1: {", "pi1: {sensors: {cellar: {chip: bme280}}, ", StringComparison.Ordinal)
        .Replace("feeds:\n", "feeds:\n  hat: {hat: {node: pi1, board: x728}}\n", StringComparison.Ordinal);

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync(s_lab);

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task The_agent_is_told_what_is_declared_and_each_finding_comes_back_with_its_lines()
    {
        using var pi1 = await _coordinator.ConnectAsync("pi1");
        await Until.TrueAsync(() => _coordinator.Service<IAgentLink>().IsConnected("pi1"), TimeSpan.FromSeconds(10), "the agent of pi1");
        var scanning = Scan("pi1");
        ScanQuestion? question = null;
        while (question is null)
        {
            question = (await pi1.NextAsync())!.ScanQuestion;
        }

        Assert.Equal([(1u, 0x76u), (1u, 0x36u)], question.InUse.Select(place => (place.Bus, place.Address)));
        Assert.Equal([3u], question.Buses);
        await pi1.SendAsync(new AgentFrame
        {
            ScanAnswer = new ScanAnswer
            {
                Number = question.Number,
                Failure = "The scan hangs at i2c-3 0x48.",
                Found =
                {
                    new ScanFinding { Kind = "i2c chip", Place = "i2c-3 0x23", What = "answers", Free = new ScanPlace { Bus = 3, Address = 0x23 } },
                    new ScanFinding { Kind = "i2c chip", Place = "i2c-3 0x999", What = new string('x', 9999), Free = new ScanPlace { Bus = 4_000_000_000, Address = 4_000_000_000 } },
                    new ScanFinding { Kind = "power supply", Place = "BAT0", What = "Battery", Battery = "BAT0" },
                },
            },
        });
        var scan = await scanning;
        Assert.Equal(("pi1", "The scan hangs at i2c-3 0x48."), (scan.Node, scan.Failure));
        Assert.Equal(["nodes: {pi1: {sensors: {i2c23: {chip: bh1750, bus: 3, address: 0x23}}}}", "nodes: {pi1: {sensors: {i2c23: {chip: pcf8574, bus: 3, address: 0x23}}}}"], scan.Things[0].Proposals);
        Assert.Empty(scan.Things[1].Proposals);
        Assert.Equal(UplinkLimits.TextCharacters, scan.Things[1].What.Length);
        Assert.Equal(["feeds: {pi1-battery: {power_supply: {node: pi1, battery: BAT0}}}"], scan.Things[2].Proposals);
    }

    [Fact]
    public async Task Who_cannot_be_asked_is_named()
    {
        Assert.Equal((StatusCode.NotFound, true), Refused(await Assert.ThrowsAsync<RpcException>(() => Scan("pie")), "no node \"pie\""));
        Assert.Equal((StatusCode.Unavailable, true), Refused(await Assert.ThrowsAsync<RpcException>(() => Scan("nas")), "The agent of nas is not connected"));
    }

    [Fact]
    public async Task While_an_outage_runs_no_bus_is_taken_from_it()
    {
        _coordinator.Service<OutageRunner>().Post(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["pi1"] });
        await Until.TrueAsync(() => _coordinator.Service<OutageLog>().State.IsRunning, TimeSpan.FromSeconds(10), "the outage");
        Assert.Contains("is not over", (await Assert.ThrowsAsync<RpcException>(() => Scan("pi1"))).Status.Detail, StringComparison.Ordinal);
    }

    private static (StatusCode, bool) Refused(RpcException failure, string says) => (failure.StatusCode, failure.Status.Detail.Contains(says, StringComparison.Ordinal));

    private Task<SensorScan> Scan(string node) =>
        _coordinator.Lab.ScanSensorsAsync(new ScanSensorsRequest { Node = node, By = "ada", Buses = { 3 } }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync;
}
