using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Homelab.Contracts.V1;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

public sealed class RestAnswersTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task The_status_shows_the_lab_and_what_is_not_known_as_null()
    {
        var status = await Get("/api/v1/status");

        Assert.Equal("attic", status.GetProperty("lab").GetString());
        Assert.Equal("observe", status.GetProperty("mode").GetString());
        Assert.Equal("UNKNOWN", status.GetProperty("health").GetProperty("state").GetString());
        Assert.Equal(["hub", "pi1", "nas"], Names(status.GetProperty("nodes")));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("nodes")[0].GetProperty("beatAgeSeconds").ValueKind);
        Assert.Equal("nut ups@127.0.0.1:1", status.GetProperty("feeds")[0].GetProperty("source").GetString());
        Assert.Equal("mains", status.GetProperty("feeds")[1].GetProperty("source").GetString());
        Assert.Equal("", status.GetProperty("outageId").GetString());
        Assert.Equal("", status.GetProperty("labFile").GetProperty("notice").GetString());
    }

    [Fact]
    public async Task A_connected_agent_shows_with_what_it_said()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        await agent.BeatAsync();
        await agent.SendAsync(new AgentFrame
        {
            Key = agent.Key(),
            Report = new AgentReport { Units = { new UnitState { Name = "caddy.service", LoadState = "loaded", ActiveState = "failed", SubState = "exit-code" } } },
        });

        // What was said shows at once, what follows from it with the next look at the health of all.
        var node = await Eventually(
            "/api/v1/nodes/pi1", node => node.GetProperty("failedUnits").GetArrayLength() == 1 && node.GetProperty("health").GetProperty("state").GetString() == "DEGRADED");
        Assert.True(node.GetProperty("connected").GetBoolean());
        Assert.Equal("0.1.2", node.GetProperty("agentVersion").GetString());
        Assert.Equal("exit", node.GetProperty("powerOff").GetString());
        Assert.InRange(node.GetProperty("beatAgeSeconds").GetDouble(), 0, 15);
        Assert.Equal("caddy.service on pi1 is failed (exit-code)", node.GetProperty("health").GetProperty("reasons")[0].GetString());
        var ingress = (await Get("/api/v1/services")).GetProperty("services").EnumerateArray().Single(service => service.GetProperty("name").GetString() == "ingress");
        Assert.Equal("DOWN", ingress.GetProperty("health").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Readings_show_as_headlines_and_in_the_history()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        await agent.SendAsync(new AgentFrame { Series = new SeriesDescription { Number = 1, Metric = "node_load1", Kind = SeriesKind.Gauge } });
        await agent.SendAsync(new AgentFrame { Series = new SeriesDescription { Number = 2, Metric = "node_thermal_zone_temp", Unit = "celsius", Kind = SeriesKind.Gauge, Labels = { { "zone", "0" } } } });
        var wallMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await agent.SendAsync(new AgentFrame
        {
            Key = agent.Key(),
            Readings = new ReadingBatch { WallMs = wallMs, BoottimeNs = 1, ClockSynchronised = true, Series = { 1, 2 }, Values = { 0.5, 61.25 } },
        });

        var node = await Eventually("/api/v1/nodes/pi1", node => node.GetProperty("headlines").GetArrayLength() == 2);
        Assert.Equal(["load", "temperature"], Names(node.GetProperty("headlines")));
        var history = await Eventually("/api/v1/history?node=pi1&metric=node_thermal_zone_temp&label=zone=0", history => history.GetProperty("series").GetArrayLength() == 1);
        Assert.Equal(61.25, history.GetProperty("series")[0].GetProperty("values")[0].GetDouble());
        Assert.Equal(wallMs, history.GetProperty("series")[0].GetProperty("wallMs")[0].GetInt64());
        Assert.Empty((await Get("/api/v1/history?node=pi1&metric=node_thermal_zone_temp&label=zone=1")).GetProperty("series").EnumerateArray());
    }

    [Fact]
    public async Task The_plan_says_what_happens_if_the_power_goes_now()
    {
        var plan = await Get("/api/v1/plan?feed=rack-ups");

        Assert.Equal("rack-ups", plan.GetProperty("dyingFeeds")[0].GetString());
        Assert.Equal("hub", plan.GetProperty("steps").EnumerateArray().Last().GetProperty("target").GetString());
        Assert.All(plan.GetProperty("steps").EnumerateArray(), step => Assert.NotEmpty(step.GetProperty("reason").GetString()!));
        Assert.Equal("", (await Get("/api/v1/outage")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_if_something_is_lost_too()
    {
        var plan = await Get("/api/v1/plan?at_charge=30&lost=node:nas");
        Assert.DoesNotContain("nas", plan.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("target").GetString()));
        Assert.Contains("tank is down", plan.GetProperty("notes").ToString());
    }

    [Fact]
    public async Task Maintenance_is_set_shown_and_ended()
    {
        var set = await _coordinator.Http.PostAsJsonAsync("/api/v1/nodes/nas/maintenance", new { @for = "2h", by = "me" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var node = await Get("/api/v1/nodes/nas");
        Assert.Equal("MAINTENANCE", node.GetProperty("health").GetProperty("state").GetString());
        Assert.True(node.GetProperty("maintenanceUntilWallMs").GetInt64() > 0);

        await _coordinator.Http.PostAsJsonAsync("/api/v1/nodes/nas/maintenance", new { @for = "0s" }, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Get("/api/v1/nodes/nas")).GetProperty("maintenanceUntilWallMs").GetInt64());
    }

    [Fact]
    public async Task A_broken_lab_file_is_shown_and_the_old_lab_stays()
    {
        await File.WriteAllTextAsync(_coordinator.LabFile, "schema: 1\nlab: other\nnodes: 7\n", TestContext.Current.CancellationToken);

        var status = await Eventually("/api/v1/status", status => status.GetProperty("labFile").GetProperty("notice").GetString() != "");
        Assert.Equal("attic", status.GetProperty("lab").GetString());
        Assert.Contains("lab.yaml:3:", status.GetProperty("labFile").GetProperty("diagnostics")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains(status.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.Contains("broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_ready_until_its_state_directory_is_gone()
    {
        Assert.True((await Get("/healthz")).GetProperty("ready").GetBoolean());
        Directory.Move(_coordinator.StateDirectory, _coordinator.StateDirectory + ".gone");

        var answer = await _coordinator.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("is gone", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Directory.Move(_coordinator.StateDirectory + ".gone", _coordinator.StateDirectory);
    }

    private async Task<JsonElement> Eventually(string path, Func<JsonElement, bool> condition)
    {
        JsonElement found = default;
        await Until.TrueAsync(async () => condition(found = await Get(path)), Bound, $"{path} to show it");
        return found;
    }

    private async Task<JsonElement> Get(string path) => await _coordinator.Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    private static IEnumerable<string?> Names(JsonElement items) => items.EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
