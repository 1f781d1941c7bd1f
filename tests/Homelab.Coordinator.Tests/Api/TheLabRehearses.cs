using System.Net;
using System.Text;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Drills;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>From REST or gRPC to every agent and every UPS, and back as one table. Nothing is stopped.</summary>
public sealed class TheLabRehearses : IAsyncLifetime
{
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Each_agent_says_for_its_node_and_who_is_away_fails()
    {
        using var pi1 = await _coordinator.ConnectAsync("pi1");
        await Until.TrueAsync(() => _coordinator.Service<IAgentLink>().IsConnected("pi1"), TimeSpan.FromSeconds(10), "the agent of pi1");
        var rehearsing = _coordinator.Lab.RehearseAsync(new RehearseRequest { By = "ada" }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync;
        var question = await Question(pi1);
        Assert.Equal((["caddy.service"], 20_000), (question.Units, question.StopMs));
        await pi1.SendAsync(new AgentFrame
        {
            DrillAnswer = new DrillAnswer { DrillId = question.DrillId, Items = { new DrillItem { Name = "power off", Verdict = DrillVerdict.DrillOk, Basis = "logind said yes" } } },
        });
        var rehearsal = await rehearsing;
        var items = rehearsal.Subjects.SelectMany(subject => subject.Items.Select(item => (subject.Name, Item: item.Name, item.Verdict))).ToList();
        Assert.Contains(("pi1", "power off", DrillVerdict.DrillOk), items);
        Assert.Contains(("pi1", "start", DrillVerdict.DrillBelieved), items);
        Assert.Contains(("nas", "agent", DrillVerdict.DrillFails), items);
        Assert.Contains(("hub", "journal", DrillVerdict.DrillOk), items);
        Assert.Contains(("rack-ups", "reading", DrillVerdict.DrillFails), items);
        Assert.Equal(DrillVerdict.DrillFails, rehearsal.Verdict);
        Assert.Empty(_coordinator.Service<OutageLog>().Entries);
    }

    [Fact]
    public async Task While_an_outage_runs_it_is_refused_with_a_sentence()
    {
        _coordinator.Service<OutageRunner>().Post(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["pi1"] });
        await Until.TrueAsync(() => _coordinator.Service<OutageLog>().State.IsRunning, TimeSpan.FromSeconds(10), "the outage");
        using var answer = await _coordinator.Http.PostAsync("/api/v1/drill", new StringContent("""{"by":"ada"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("is not over", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_nobody_is_asked()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => _coordinator.Lab.RehearseAsync(new RehearseRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    private static async Task<DrillQuestion> Question(AgentOnTheWire agent)
    {
        while (await agent.NextAsync() is { } frame)
        {
            if (frame.DrillQuestion is { } question)
            {
                return question;
            }
        }

        throw new InvalidOperationException("The stream ended before the question came.");
    }
}
