using System.Text.Json;
using Homelab.Contracts.V1;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

public class SensorsAreShownTests
{
    private static readonly string s_lab = CoordinatorUnderTest.LabText.Replace(
        "pi1: {", "pi1: {sensors: {cellar: {chip: bme280}, supply: {chip: ina219, shunt_ohms: 0.1}, attic: {chip: bmp280, bus: 3}}, ", StringComparison.Ordinal);

    [Fact]
    public async Task Declared_sensors_are_pushed_to_the_agent_one_collector_a_bus()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(s_lab);
        using var agent = await coordinator.ConnectAsync("pi1");
        await agent.WelcomeAsync();

        var collectors = (await agent.NextAsync())!.Collectors;

        Assert.Equal(["cellar bme280 0x76", "supply ina219 0x40 shunt_ohms=0.1"], collectors.Collectors.Single(setting => setting.Name == "i2c-1").Options["sensors"].Items);
        Assert.Equal(["attic bmp280 0x76"], collectors.Collectors.Single(setting => setting.Name == "i2c-3").Options["sensors"].Items);
    }

    [Fact]
    public async Task What_a_sensor_reads_is_shown_and_one_with_a_fault_says_which()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(s_lab);
        using var agent = await coordinator.ConnectAsync("pi1");
        Assert.All(await Sensors(coordinator), sensor => Assert.Equal("UNKNOWN", sensor.GetProperty("state").GetString()));

        await agent.SendAsync(new AgentFrame
        {
            Key = agent.Key(),
            Report = new AgentReport
            {
                Sensors =
                {
                    new SensorState { Name = "cellar", Chip = "bme280", Bus = 1, Address = 0x76 },
                    new SensorState { Name = "supply", Chip = "ina219", Bus = 1, Address = 0x40, Problem = "does not answer at 0x40" },
                },
                Collectors = { new CollectorState { Name = "i2c-1", Outcome = "failed", Detail = "supply does not answer at 0x40" }, new CollectorState { Name = "i2c-3", Outcome = "timed_out", Detail = "did not return within 5s" } },
            },
        });
        await agent.SendAsync(new AgentFrame { Series = new SeriesDescription { Number = 1, Metric = "node_sensor_temperature_celsius", Unit = "celsius", Kind = SeriesKind.Gauge, Labels = { { "chip", "bme280" }, { "sensor", "cellar" } } } });
        await agent.SendAsync(new AgentFrame
        {
            Key = agent.Key(),
            Readings = new ReadingBatch { WallMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), BoottimeNs = 1, ClockSynchronised = true, Series = { 1 }, Values = { 21.25 } },
        });

        await Until.TrueAsync(async () => (await Sensors(coordinator))[0].GetProperty("state").GetString() == "OK", TimeSpan.FromSeconds(15), "the reading to be taken");
        var sensors = await Sensors(coordinator);

        Assert.Equal(
            [("cellar", "OK", "", "i2c-1 0x76"), ("supply", "FAULT", "does not answer at 0x40", "i2c-1 0x40"), ("attic", "FAULT", "the bus hangs: i2c-3 did not return within 5s", "i2c-3 0x76")],
            sensors.Select(sensor => (sensor.GetProperty("name").GetString(), sensor.GetProperty("state").GetString(), sensor.GetProperty("problem").GetString(), sensor.GetProperty("place").GetString())));
        var reading = sensors[0].GetProperty("readings")[0];
        Assert.Equal(("temperature", 21.25, "celsius"), (reading.GetProperty("quantity").GetString(), reading.GetProperty("value").GetDouble(), reading.GetProperty("unit").GetString()));
        var list = await coordinator.Lab.ListNodesAsync(new ListNodesRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["OK", "FAULT", "FAULT"], list.Nodes.Single(node => node.Name == "pi1").Sensors.Select(sensor => sensor.State));
    }

    [Fact]
    public async Task Declared_inputs_are_pushed_one_collector_a_chip_and_shown_beside_the_sensors()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(CoordinatorUnderTest.LabText.Replace(
            "pi1: {", "pi1: {inputs: {door: {line: GPIO17, active: low, pull: up}, leak: {line: 4, debounce: 20ms}, bell: {line: 4, chip: 2}}, outputs: {buzzer: {line: 20, when: on_battery}}, ", StringComparison.Ordinal));
        using var agent = await coordinator.ConnectAsync("pi1");
        await agent.WelcomeAsync();
        var collectors = (await agent.NextAsync())!.Collectors;
        Assert.Equal(["door GPIO17 active=low pull=up debounce_ms=50", "leak 4 active=high pull=none debounce_ms=20"], collectors.Collectors.Single(setting => setting.Name == "gpio-0").Options["inputs"].Items);
        Assert.Equal(["buzzer 20 active=high when=on_battery"], collectors.Collectors.Single(setting => setting.Name == "gpio-0").Options["outputs"].Items);
        Assert.Equal(["bell 4 active=high pull=none debounce_ms=50"], collectors.Collectors.Single(setting => setting.Name == "gpio-2").Options["inputs"].Items);

        await agent.SendAsync(new AgentFrame
        {
            Key = agent.Key(),
            Report = new AgentReport
            {
                Sensors = { new SensorState { Name = "door", Chip = "gpio", Bus = 0, Address = 17 }, new SensorState { Name = "leak", Chip = "gpio", Bus = 0, Address = 4, Problem = "is in use: w1 has line 4" }, new SensorState { Name = "buzzer", Chip = "gpio", Bus = 0, Address = 20, Problem = "is in use: fan has line 20" } },
                Collectors = { new CollectorState { Name = "gpio-2", Outcome = "timed_out", Detail = "did not return within 5s" } },
            },
        });
        await agent.SendAsync(new AgentFrame { Series = new SeriesDescription { Number = 1, Metric = "node_sensor_input", Kind = SeriesKind.Gauge, Labels = { { "chip", "gpio" }, { "sensor", "door" } } } });
        await agent.SendAsync(new AgentFrame
        {
            Key = agent.Key(),
            Readings = new ReadingBatch { WallMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), BoottimeNs = 1, ClockSynchronised = true, Series = { 1 }, Values = { 1 } },
        });
        await Until.TrueAsync(async () => (await Sensors(coordinator))[0].GetProperty("state").GetString() == "OK", TimeSpan.FromSeconds(15), "the reading to be taken");
        Assert.Equal(
            [("door", "OK", "", "gpiochip0 line GPIO17"), ("leak", "FAULT", "is in use: w1 has line 4", "gpiochip0 line 4"), ("bell", "FAULT", "the chip hangs: gpio-2 did not return within 5s", "gpiochip2 line 4"), ("buzzer", "FAULT", "is in use: fan has line 20", "gpiochip0 line 20")],
            (await Sensors(coordinator)).Select(sensor => (sensor.GetProperty("name").GetString(), sensor.GetProperty("state").GetString(), sensor.GetProperty("problem").GetString(), sensor.GetProperty("place").GetString())));
    }

    private static async Task<JsonElement[]> Sensors(CoordinatorUnderTest coordinator)
    {
        using var node = JsonDocument.Parse(await coordinator.Http.GetStringAsync("/api/v1/nodes/pi1", TestContext.Current.CancellationToken));
        return [.. node.RootElement.GetProperty("sensors").EnumerateArray().Select(sensor => sensor.Clone())];
    }
}
