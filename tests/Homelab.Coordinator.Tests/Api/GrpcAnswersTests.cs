using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Homelab.Contracts.V1;
using HealthState = Homelab.Contracts.V1.HealthState;

namespace Homelab.Coordinator.Tests.Api;

public sealed class GrpcAnswersTests : IAsyncLifetime
{
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Status_and_nodes_are_those_of_rest()
    {
        var status = await _coordinator.Lab.GetStatusAsync(new GetStatusRequest(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("attic", "observe", HealthState.Unknown), (status.Lab, status.Mode, status.Health.State));
        Assert.Equal(["hub", "pi1", "nas"], status.Nodes.Select(node => node.Name));
        Assert.False(status.Nodes[0].HasBeatAgeSeconds);
        Assert.Equal("nut ups@127.0.0.1:1", status.Feeds[0].Source);
        Assert.Equal(status.Nodes.Select(node => node.Name), (await _coordinator.Lab.ListNodesAsync(new ListNodesRequest(), cancellationToken: TestContext.Current.CancellationToken)).Nodes.Select(node => node.Name));
    }

    [Fact]
    public async Task Plan_and_outage_are_answered()
    {
        Assert.Equal(["rack-ups"], (await _coordinator.Lab.GetPlanAsync(new GetPlanRequest { Feeds = { "rack-ups" } }, cancellationToken: TestContext.Current.CancellationToken)).DyingFeeds);
        Assert.Equal("", (await _coordinator.Lab.GetOutageAsync(new GetOutageRequest(), cancellationToken: TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public async Task Maintenance_is_set_and_ended()
    {
        var node = await _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "nas", ForMs = 60_000, By = "me" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HealthState.Maintenance, node.Health.State);
        Assert.Equal(0, (await _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "nas" }, cancellationToken: TestContext.Current.CancellationToken)).MaintenanceUntilWallMs);
    }

    [Fact]
    public async Task What_cannot_be_answered_has_a_status_and_a_sentence()
    {
        await AssertRefused(StatusCode.NotFound, "no node \"pi9\"", () => _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "pi9" }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        await AssertRefused(StatusCode.InvalidArgument, "between 0s", () => _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "pi1", ForMs = long.MaxValue }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        await AssertRefused(StatusCode.InvalidArgument, "between 0s", () => _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "pi1", ForMs = long.MinValue }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        await AssertRefused(StatusCode.NotFound, "no feed", () => _coordinator.Lab.GetPlanAsync(new GetPlanRequest { Feeds = { "x" } }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        await AssertRefused(StatusCode.InvalidArgument, "metric", () => _coordinator.Lab.GetHistoryAsync(new GetHistoryRequest { Node = "pi1" }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        await AssertRefused(
            StatusCode.InvalidArgument,
            "must come before",
            () => _coordinator.Lab.GetHistoryAsync(new GetHistoryRequest { Node = "pi1", Metric = "m", FromWallMs = long.MinValue, ToWallMs = long.MaxValue }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
    }

    [Fact]
    public async Task Reflection_names_every_service()
    {
        using var call = new ServerReflection.ServerReflectionClient(_coordinator.Channel).ServerReflectionInfo(cancellationToken: TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, TestContext.Current.CancellationToken);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Assert.Equal(
            ["grpc.health.v1.Health", "homelab.v1.LabApi", "homelab.v1.PeopleApi", "homelab.v1.Uplink"],
            call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).Order(StringComparer.Ordinal));
        await call.RequestStream.CompleteAsync();
    }

    [Fact]
    public async Task The_standard_health_service_serves() =>
        Assert.Equal(
            HealthCheckResponse.Types.ServingStatus.Serving,
            (await new Grpc.Health.V1.Health.HealthClient(_coordinator.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: TestContext.Current.CancellationToken)).Status);

    private static async Task AssertRefused(StatusCode code, string sentence, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(code, failure.StatusCode);
        Assert.Contains(sentence, failure.Status.Detail, StringComparison.Ordinal);
    }
}
