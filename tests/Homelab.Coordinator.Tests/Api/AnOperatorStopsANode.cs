using System.Net;
using System.Text;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>From REST or gRPC through the engine and the journal to the order on the agent's stream (P30).</summary>
public sealed class AnOperatorStopsANode : IAsyncLifetime
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() =>
        _coordinator = await CoordinatorUnderTest.StartAsync(CoordinatorUnderTest.LabText.Replace("mode: observe", "mode: armed", StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task The_order_reaches_its_agent_and_nobody_elses()
    {
        using var pi1 = await _coordinator.ConnectAsync("pi1");
        using var nas = await _coordinator.ConnectAsync("nas");
        await pi1.BeatAsync();
        await nas.BeatAsync();
        using var answer = await Post("shutdown", """{"by":"ada","nodes":["nas"]}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var order = await NextOrder(nas);
        Assert.Equal(("stop:nas", "boot-of-nas"), (order.StepId, order.BootId));
        var log = _coordinator.Service<OutageLog>();
        Assert.Equal(("ada", Cause.Operator), (log.Entries[0].Operator, log.Entries[0].Cause));
        Assert.Equal(["stop:nas"], log.Plan!.Steps.Select(step => step.Id));
        Assert.Equal(["stop:nas"], (await _coordinator.Lab.GetPlanAsync(new GetPlanRequest(), cancellationToken: TestContext.Current.CancellationToken)).Steps.Select(step => step.Id));
    }

    [Fact]
    public async Task A_preview_names_who_goes_without_and_does_nothing()
    {
        var meant = await _coordinator.Lab.AskPowerAsync(
            new AskPowerRequest { Wish = "shutdown", By = "ada", Nodes = { "nas" }, Preview = true }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["nas"], meant.Nodes);
        Assert.Equal("", meant.Sentence);
        Assert.False(_coordinator.Service<OutageLog>().State.IsRunning);
    }

    [Fact]
    public async Task The_whole_lab_is_every_node_of_it()
    {
        using var answer = await Post("shutdown", """{"by":"ada","lab":true,"preview":true}""");
        Assert.Contains("[\"hub\",\"nas\",\"pi1\"]", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shutdown", """{"by":"ada"}""", 400)]
    [InlineData("shutdown", """{"by":"ada","lab":true,"nodes":["pi1"]}""", 400)]
    [InlineData("shutdown", """{"by":"ada","nodes":["pi9"]}""", 404)]
    [InlineData("shutdown", """{"nodes":["pi1"]}""", 400)]
    [InlineData("explode", """{"by":"ada","nodes":["pi1"]}""", 400)]
    public async Task What_is_not_clear_is_refused(string wish, string body, int status)
    {
        using var answer = await Post(wish, body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.False(_coordinator.Service<OutageLog>().State.IsRunning);
    }

    [Fact]
    public async Task From_another_page_nothing_is_taken()
    {
        using var answer = await Post("shutdown", """{"by":"ada","nodes":["pi1"]}""", "http://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(_coordinator.Service<OutageLog>().State.IsRunning);
    }

    [Theory]
    [InlineData("""{"by":"ada","nodes":["pi1"]}""", 409, "pi1 starts with the power only")]
    [InlineData("""{"by":"ada","nodes":["hub"]}""", 409, "The coordinator runs on hub")]
    [InlineData("""{"by":"ada","nodes":["pi1","nas"]}""", 400, "one node")]
    public async Task What_could_not_be_started_again_is_not_drilled(string body, int status, string sentence)
    {
        using var answer = await Post("drill", body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(_coordinator.Service<OutageLog>().State.IsRunning);
    }

    [Fact]
    public async Task A_start_stands_in_the_journal_with_the_name()
    {
        using var answer = await Post("start", """{"by":"ada","nodes":["pi1"]}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var entry = Assert.Single(_coordinator.Service<OutageLog>().Entries, entry => entry.Operator.Length > 0);
        Assert.Equal((SequenceTransition.TargetJoined, "ada"), (entry.Transition, entry.Operator));
        var outage = await _coordinator.Lab.GetOutageAsync(new GetOutageRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("Returning", "pi1"), (outage.Phase, Assert.Single(outage.Returns).Node));
    }

    private static async Task<Order> NextOrder(AgentOnTheWire agent)
    {
        // An agent is heard as long as it beats, and refused where it beats with every answer: that would be a flood.
        for (ulong beat = 2; ; beat++)
        {
            await agent.BeatAsync(beat);
            if ((await agent.NextAsync())?.Order is { } order)
            {
                return order;
            }

            await Task.Delay(Pace, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private Task<HttpResponseMessage> Post(string wish, string body, string? origin = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/power/{wish}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return _coordinator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
