using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Reports;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Cli;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Files.Programs;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Reports;

/// <summary>A whole coordinator: from an operator's shutdown, or from the journal after a cold start, to the report in REST, gRPC and the command.</summary>
public sealed class AnOutageLeavesAReport
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_operators_shutdown_too_from_its_beginning_to_its_end()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Empty((await coordinator.Lab.ListOutagesAsync(new ListOutagesRequest(), cancellationToken: cancellation)).Outages);
        using var pi1 = await coordinator.ConnectAsync("pi1");
        await pi1.BeatAsync();
        using var asked = await coordinator.Http.PostAsJsonAsync("/api/v1/power/shutdown", new { by = "ada", nodes = new[] { "pi1" } }, cancellation);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var running = Assert.Single((await coordinator.Lab.ListOutagesAsync(new ListOutagesRequest(), cancellationToken: cancellation)).Outages);
        Assert.Equal(("Running", "an operator's shutdown"), (running.State, running.Cause));

        using var cancelled = await coordinator.Http.PostAsJsonAsync("/api/v1/outage/cancel", new { by = "ada" }, cancellation);
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        await Until.TrueAsync(() => !coordinator.Service<OutageLog>().State.IsRunning, Bound, "the outage to end");
        await Until.TrueAsync(() => coordinator.Service<ReportStore>().Newest() is { IsEnded: true }, Bound, "the report to be on disk");

        using var rest = JsonDocument.Parse(await coordinator.Http.GetStringAsync($"/api/v1/outages/{running.Id}/report", cancellation));
        Assert.NotEqual("Running", rest.RootElement.GetProperty("state").GetString());
        Assert.Equal("ada", Assert.Single(rest.RootElement.GetProperty("by").EnumerateArray()).GetString());
        using var picture = await coordinator.Http.GetAsync($"/api/v1/outages/{running.Id}/report.svg", cancellation);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("<svg ", await picture.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        var command = await CommandRun.Of(coordinator.Uplink.ToString(), "outage", "report");
        Assert.StartsWith($"Outage {running.Id}: ", command.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cold_start_writes_down_what_the_journal_still_knows()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(prepare: async state =>
        {
            using var journal = new OutageJournal(new OutageSettings(state, "boot-before", "instance"), TimeProvider.System);
            Assert.True(await journal.TryAppend(
            [
                Entry(SequenceTransition.OutageOpened, 0) with { Feeds = ["rack-ups"], Nodes = ["pi1"], Cause = Cause.Outage },
                Entry(SequenceTransition.GraceOver, 30),
                Entry(SequenceTransition.FeedCommitted, 45) with { Feeds = ["rack-ups"] },
                Entry(SequenceTransition.StepOrdered, 45) with { Step = "stop:pi1", Node = "pi1" },
                Entry(SequenceTransition.StepAcknowledged, 46) with { Step = "stop:pi1", Node = "pi1" },
            ]));
        });
        await Until.TrueAsync(() => coordinator.Service<ReportStore>().Newest() is not null, Bound, "the report to be on disk");
        var report = await coordinator.Lab.GetOutageReportAsync(new GetOutageReportRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("attic-1-1", "CutShort"), (report.Id, report.State));
        var step = Assert.Single(report.Steps);
        Assert.Equal((45, 46), (step.OrderedSeconds, step.TakenSeconds));
        Assert.Contains("Not on again yet: pi1.", report.Findings.Select(finding => finding.Replace("when this was last looked at", "yet", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_not_kept_is_not_found()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var answer = await coordinator.Http.GetAsync("/api/v1/outages/attic-9-9/report", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await coordinator.Lab.GetOutageReportAsync(new GetOutageReportRequest(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((StatusCode.NotFound, "No outage has left a report yet."), (refused.StatusCode, refused.Status.Detail));
    }

    private static JournalEntry Entry(SequenceTransition transition, double seconds) => new()
    {
        Transition = transition,
        OutageId = "attic-1-1",
        HostBootId = "boot-before",
        At = Moment.FromSeconds(1000 + seconds),
        WallClock = new DateTimeOffset(2026, 11, 25, 19, 0, 0, TimeSpan.Zero).AddSeconds(seconds),
        Epoch = 1,
    };
}
