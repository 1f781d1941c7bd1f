using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Homelab.Contracts.V1;
using Homelab.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Tests.Cli;

public class TheCommandTellsScripts
{
    [Theory]
    [InlineData("status")]
    [InlineData("nodes")]
    [InlineData("feeds")]
    [InlineData("plan")]
    [InlineData("outage", "show")]
    public async Task Zero_and_an_answer_while_all_is_well(params string[] command)
    {
        await using var coordinator = await new CannedCoordinator().Start();
        var text = await CommandRun.Of(null, [.. command, "--coordinator", coordinator.Address]);
        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        Assert.NotEmpty(text.Out);

        var json = await CommandRun.Of(coordinator.Address, [.. command, "--json"]);
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        using var parsed = JsonDocument.Parse(json.Out);
        Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("nodes")]
    [InlineData("feeds")]
    [InlineData("plan")]
    [InlineData("outage", "show")]
    public async Task One_where_the_answer_names_something_wrong(params string[] command)
    {
        await using var coordinator = await new CannedCoordinator
        {
            Status = SampleAnswers.OnBattery(), Plan = SamplePlans.Infeasible(), Outage = SamplePlans.Running(),
        }.Start();
        var run = await CommandRun.Of(coordinator.Address, command);
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.NotEmpty(run.Out);
    }

    [Fact]
    public async Task One_and_what_to_do_where_no_coordinator_answers()
    {
        var run = await CommandRun.Of($"http://127.0.0.1:{FreePort.Next()}", "status");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("does not answer: nothing listens there. Is it running", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task One_where_something_else_answers()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await stranger.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("220 mail.example ESMTP\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken);
        var run = await CommandRun.Of(null, "plan", "--coordinator", $"http://{stranger.LocalEndpoint}");
        await answering;
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("homelab: The coordinator at http://127.0.0.1:", run.Error);
    }

    [Fact]
    public async Task One_and_which_address_is_meant_where_the_page_answers()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        await using var page = builder.Build();
        await page.StartAsync(TestContext.Current.CancellationToken);
        var run = await CommandRun.Of(page.Urls.Single(), "status");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("speaks HTTP/1.1 only: that is the address of the page and of REST (listen in coordinator.yaml).", run.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("frobnicate")]
    [InlineData("status", "--frobnicate")]
    [InlineData("status", "--coordinator", "localhost:8441")]
    [InlineData("status", "--coordinator", "ftp://lab")]
    [InlineData("maintenance", "nas")]
    [InlineData("maintenance", "nas", "--for", "2")]
    [InlineData("maintenance", "nas", "--for", "90d")]
    [InlineData("maintenance", "nas", "--for", "2h", "--end")]
    [InlineData("check")]
    public async Task Two_where_the_command_line_is_not_understood(params string[] arguments)
    {
        var run = await CommandRun.Of(null, arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("homelab: ", run.Error);
    }

    [Fact]
    public async Task Three_where_the_environment_is_not_usable()
    {
        var run = await CommandRun.Of("nonsense", "status");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains("HOMELAB_COORDINATOR is set to \"nonsense\"", run.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("plan", "--help")]
    public async Task What_the_codes_mean_in_its_help(params string[] arguments)
    {
        var run = await CommandRun.Of(null, arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Exit codes:", run.Out);
        Assert.Contains("--json", run.Out);
    }

    [Fact]
    public async Task A_plan_for_chosen_feeds_asks_for_those()
    {
        await using var coordinator = await new CannedCoordinator().Start();
        await CommandRun.Of(coordinator.Address, "plan", "--feed", "rack-ups", "--feed", "desk-ups");
        Assert.Equal(["rack-ups", "desk-ups"], coordinator.AskedPlan!.Feeds);
    }

    [Fact]
    public async Task Maintenance_is_set_for_a_time_and_ended()
    {
        await using var coordinator = await new CannedCoordinator().Start();
        var begun = await CommandRun.Of(coordinator.Address, "maintenance", "nas", "--for", "2h");
        Assert.Equal((0, ""), (begun.ExitCode, begun.Error));
        Assert.StartsWith("nas is in maintenance until ", begun.Out);
        Assert.Equal(new SetMaintenanceRequest { Node = "nas", ForMs = 7_200_000, By = "alex" }, coordinator.Asked);

        var ended = await CommandRun.Of(coordinator.Address, "maintenance", "nas", "--end");
        Assert.Equal("nas is not in maintenance. It is OK\n", ended.Out);
        Assert.Equal(0, coordinator.Asked!.ForMs);
    }

    [Fact]
    public async Task A_refusal_in_the_coordinators_own_words()
    {
        await using var coordinator = await new CannedCoordinator().Start();
        var run = await CommandRun.Of(coordinator.Address, "maintenance", "nsa", "--for", "2h");
        Assert.Equal((1, "homelab: The lab has no node nsa. Its nodes: hub, nas, pi1.\n"), (run.ExitCode, run.Error));
    }
}
