using System.Text.Json;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Readings;
using Homelab.Coordinator.Thermal;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

public class HeatIsAnsweredTests
{
    private static readonly string s_lab = CoordinatorUnderTest.LabText
        .Replace("hub: {", "hub: {sensors: {closet: {chip: sht4x}}, inputs: {door: {line: 17}}, ", StringComparison.Ordinal)
        .Replace("pi1: {", "pi1: {thermal: {limit: 75, room: hub/closet, door: hub/door}, ", StringComparison.Ordinal);

    /// <summary>Readings that the agent kept since so many minutes, one round each five minutes.</summary>
    private static async Task Say(AgentOnTheWire agent, int minutes, params (string Metric, (string, string)[] Labels, Func<int, double> Value)[] series)
    {
        for (var i = 0; i < series.Length; i++)
        {
            var description = new SeriesDescription { Number = (uint)i + 1, Metric = series[i].Metric, Kind = SeriesKind.Gauge };
            foreach (var (name, value) in series[i].Labels)
            {
                description.Labels[name] = value;
            }

            await agent.SendAsync(new AgentFrame { Series = description });
        }

        for (var ago = minutes; ago >= 0; ago -= 5)
        {
            var batch = new ReadingBatch { WallMs = TimeProvider.System.GetUtcNow().AddMinutes(-ago).ToUnixTimeMilliseconds(), BoottimeNs = 1 + (minutes - ago) * 60_000_000_000, ClockSynchronised = true };
            batch.Series.AddRange(series.Select((_, i) => (uint)i + 1));
            batch.Values.AddRange(series.Select(one => one.Value(ago)));
            await agent.SendAsync(new AgentFrame { Key = agent.Key(), Readings = batch });
        }
    }

    [Fact]
    public async Task The_part_nearest_to_its_limit_is_answered_for_with_the_room_and_the_door_of_another_node()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(s_lab);
        using var pi1 = await coordinator.ConnectAsync("pi1");
        using var hub = await coordinator.ConnectAsync("hub");
        await Say(hub, 480, ("node_sensor_temperature_celsius", [("chip", "sht4x"), ("sensor", "closet")], ago => ago < 10 ? 31 : 22), ("node_sensor_input", [("chip", "gpio"), ("sensor", "door")], _ => 0));
        await Say(
            pi1, 480,
            ("node_thermal_zone_temp", [("type", "soc"), ("zone", "0")], ago => ago < 10 ? 60 : 50),
            ("node_thermal_zone_trip_celsius", [("trip", "critical"), ("type", "soc"), ("zone", "0")], _ => 110),
            ("node_hwmon_temp_celsius", [("chip", "nvme"), ("sensor", "temp1")], _ => 40),
            ("node_rpi_throttled", [("condition", "throttled")], _ => 0));
        var history = coordinator.Service<ReadingHistory>();
        await Until.TrueAsync(
            () => history.Query("pi1", "node_rpi_throttled", new Dictionary<string, string>(), 0, long.MaxValue / 2) is [{ Values.Count: 97 }] && history.Query("hub", "node_sensor_input", new Dictionary<string, string>(), 0, long.MaxValue / 2) is [{ Values.Count: 97 }],
            TimeSpan.FromSeconds(15), "the readings to be kept");

        using var answer = JsonDocument.Parse(await coordinator.Http.GetStringAsync("/api/v1/heat?node=pi1", TestContext.Current.CancellationToken));
        var node = Assert.Single(answer.RootElement.GetProperty("nodes").EnumerateArray());
        Assert.Equal(("thermal zone 0 (soc)", 60.0), (node.GetProperty("part").GetString(), node.GetProperty("celsius").GetDouble()));
        var said = node.GetProperty("answers").EnumerateArray().ToDictionary(item => item.GetProperty("question").GetString()!, item => item.GetProperty("sentence").GetString()!);
        Assert.Equal("15 K below 75 C, the limit in lab.yaml", said["headroom"]);
        Assert.StartsWith("the room: it is 10 K more than usual; the room by hub/closet is at 31 C, 9 K more than usual; no fan of it is read", said["cause"], StringComparison.Ordinal);
        Assert.StartsWith("at no time of the 8h00m", said["throttled"], StringComparison.Ordinal);
        Assert.Contains("closed for 8h00m of the last 30 days", said["door_closed"], StringComparison.Ordinal);

        var list = await coordinator.Lab.GetHeatAsync(new GetHeatRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["hub", "pi1", "nas"], list.Nodes.Select(found => found.Node));
        Assert.Equal("UNKNOWN", Assert.Single(list.Nodes.Single(found => found.Node == "nas").Answers).State);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await coordinator.Lab.GetHeatAsync(new GetHeatRequest { Node = "nobody" }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_node_that_is_too_hot_is_degraded_with_its_reason()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(s_lab);
        using var hub = await coordinator.ConnectAsync("hub");
        using var pi1 = await coordinator.ConnectAsync("pi1");
        await Say(hub, 60, ("node_sensor_input", [("chip", "gpio"), ("sensor", "door")], _ => 0));
        await Say(pi1, 60, ("node_thermal_zone_temp", [("type", "soc"), ("zone", "0")], _ => 73));
        var history = coordinator.Service<ReadingHistory>();
        await Until.TrueAsync(
            () => history.Query("pi1", "node_thermal_zone_temp", new Dictionary<string, string>(), 0, long.MaxValue / 2) is [{ Values.Count: 13 }] && history.Query("hub", "node_sensor_input", new Dictionary<string, string>(), 0, long.MaxValue / 2) is [{ Values.Count: 13 }],
            TimeSpan.FromSeconds(15), "the readings to be kept");
        var heat = coordinator.Service<HeatBoard>();
        heat.Look();

        using var answer = JsonDocument.Parse(await coordinator.Http.GetStringAsync("/api/v1/nodes/pi1", TestContext.Current.CancellationToken));
        Assert.Equal("DEGRADED", answer.RootElement.GetProperty("health").GetProperty("state").GetString());
        var reason = Assert.Single(answer.RootElement.GetProperty("health").GetProperty("reasons").EnumerateArray()).GetString();
        Assert.StartsWith("thermal zone 0 (soc) of pi1 is at 73 C: 2 K below 75 C, the limit in lab.yaml", reason, StringComparison.Ordinal);
        Assert.Equal("", heat.Of("hub"));
    }
}
