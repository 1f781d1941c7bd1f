using System.Net;
using System.Text;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>Hold, release and cancel through REST and gRPC, down to the journal on the disk (P30).</summary>
public sealed class AnOperatorCommands : IAsyncLifetime
{
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Where_nothing_runs_there_is_nothing_to_hold_and_the_answer_says_so()
    {
        using var answer = await Post("hold", "{\"by\":\"ada\"}");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("nothing runs", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await _coordinator.Lab.AskOutageAsync(
            new AskOutageRequest { Wish = "hold", By = "ada" }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
    }

    [Fact]
    public async Task A_hold_and_its_release_stand_in_the_journal_with_the_name()
    {
        await Open();
        using var held = await Post("hold", "{\"by\":\"ada\"}");
        Assert.Equal(HttpStatusCode.OK, held.StatusCode);
        await _coordinator.Lab.AskOutageAsync(new AskOutageRequest { Wish = "release", By = "bob" }, cancellationToken: TestContext.Current.CancellationToken);
        var said = _coordinator.Service<OutageLog>().Entries.Where(entry => entry.Operator.Length > 0).Select(entry => (entry.Transition, entry.Operator));
        Assert.Equal([(SequenceTransition.Held, "ada"), (SequenceTransition.Released, "bob")], said);
    }

    [Theory]
    [InlineData("hold", "{}", 400)]
    [InlineData("hold", "{\"by\":\"a b\"}", 400)]
    [InlineData("explode", "{\"by\":\"ada\"}", 400)]
    public async Task A_wish_without_a_name_or_a_meaning_is_refused(string wish, string body, int status)
    {
        using var answer = await Post(wish, body);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_commands_nothing()
    {
        await Open();
        using var answer = await Post("hold", "{\"by\":\"ada\"}", "http://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(_coordinator.Service<OutageLog>().State.IsHeld);
    }

    private async Task Open()
    {
        // A feed that was never seen steadily on line is waited for after a start.
        _coordinator.Service<OutageRunner>().Post(new OutageInput.FeedsAssessed(
            [new FeedAssessment { Feed = "rack-ups", Condition = FeedCondition.OnLine, OnLineSince = Moment.Zero }]));
        _coordinator.Service<OutageRunner>().Post(new OutageInput.FeedsAssessed(
        [
            new FeedAssessment { Feed = "rack-ups", Condition = FeedCondition.OnBattery, OnBatterySince = Moment.Zero, Runtime = TimeSpan.FromHours(1) },
        ]));
        await Until.TrueAsync(() => _coordinator.Service<OutageLog>().State.IsRunning, TimeSpan.FromSeconds(10), "an outage runs");
    }

    private Task<HttpResponseMessage> Post(string wish, string body, string? origin = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/outage/{wish}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return _coordinator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
