using System.Net;
using Grpc.Core;
using Homelab.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>A real gRPC server on loopback with fixed answers.</summary>
internal sealed class CannedCoordinator : LabApi.LabApiBase, IAsyncDisposable
{
    private WebApplication? _server;

    public LabStatus Status { get; init; } = SampleAnswers.Healthy();

    public Plan Plan { get; init; } = SamplePlans.Feasible();

    public Contracts.V1.Outage Outage { get; init; } = new();

    public IReadOnlyList<LabEvent> Events { get; init; } = [];

    public SetMaintenanceRequest? Asked { get; private set; }

    public AskOutageRequest? AskedOutage { get; private set; }

    public PowerAnswer Power { get; init; } = new();

    public List<AskPowerRequest> AskedPower { get; } = [];

    public Rehearsal Rehearsal { get; init; } = new();

    public RehearseRequest? AskedRehearsal { get; private set; }

    public GetPlanRequest? AskedPlan { get; private set; }

    public string Address { get; private set; } = "";

    public async Task<CannedCoordinator> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _server = builder.Build();
        _server.MapGrpcService<CannedCoordinator>();
        await _server.StartAsync(TestContext.Current.CancellationToken);
        Address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            using var now = new CancellationTokenSource(TimeSpan.Zero, TimeProvider.System);
            await _server.StopAsync(now.Token);
            await _server.DisposeAsync();
        }
    }

    public override Task<LabStatus> GetStatus(GetStatusRequest request, ServerCallContext context) => Task.FromResult(Status);

    public override Task<NodeList> ListNodes(ListNodesRequest request, ServerCallContext context) =>
        Task.FromResult(new NodeList { Nodes = { Status.Nodes } });

    public override Task<Plan> GetPlan(GetPlanRequest request, ServerCallContext context)
    {
        AskedPlan = request;
        return Task.FromResult(Plan);
    }

    public override Task<Contracts.V1.Outage> GetOutage(GetOutageRequest request, ServerCallContext context) => Task.FromResult(Outage);

    public OutageReport Report { get; init; } = new();

    public GetOutageReportRequest? AskedReport { get; private set; }

    public OutageList Outages { get; init; } = new();

    public override Task<OutageList> ListOutages(ListOutagesRequest request, ServerCallContext context) => Task.FromResult(Outages);

    public override Task<OutageReport> GetOutageReport(GetOutageReportRequest request, ServerCallContext context)
    {
        AskedReport = request;
        return Task.FromResult(Report);
    }

    public override Task<NodeStatus> SetMaintenance(SetMaintenanceRequest request, ServerCallContext context)
    {
        Asked = request;
        var node = Status.Nodes.FirstOrDefault(node => node.Name == request.Node)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"The lab has no node {request.Node}. Its nodes: hub, nas, pi1."));
        node.MaintenanceUntilWallMs = request.ForMs == 0 ? 0 : SampleAnswers.Now.ToUnixTimeMilliseconds() + request.ForMs;
        return Task.FromResult(node);
    }

    public override Task<Contracts.V1.Outage> AskOutage(AskOutageRequest request, ServerCallContext context)
    {
        AskedOutage = request;
        return Task.FromResult(Outage);
    }

    public override Task<PowerAnswer> AskPower(AskPowerRequest request, ServerCallContext context)
    {
        AskedPower.Add(request);
        return Task.FromResult(Power);
    }

    public override Task<Rehearsal> Rehearse(RehearseRequest request, ServerCallContext context)
    {
        AskedRehearsal = request;
        return Task.FromResult(Rehearsal);
    }

    public SensorScan Scan { get; init; } = new();

    public ScanSensorsRequest? AskedScan { get; private set; }

    public override Task<SensorScan> ScanSensors(ScanSensorsRequest request, ServerCallContext context)
    {
        AskedScan = request;
        return Task.FromResult(Scan);
    }

    public NodeInvitation Invitation { get; init; } = new();

    public InviteNodeRequest? AskedInvitation { get; private set; }

    public RevokeNodeRequest? AskedRevocation { get; private set; }

    public override Task<NodeInvitation> InviteNode(InviteNodeRequest request, ServerCallContext context)
    {
        AskedInvitation = request;
        return Task.FromResult(Invitation);
    }

    public override Task<NodeStatus> RevokeNode(RevokeNodeRequest request, ServerCallContext context)
    {
        AskedRevocation = request;
        return Task.FromResult(new NodeStatus { Name = request.Node });
    }

    public AuthorityStatus Authorities { get; init; } = new();

    public RotateAuthorityRequest? AskedRotation { get; private set; }

    public override Task<AuthorityStatus> GetAuthorities(GetAuthoritiesRequest request, ServerCallContext context) => Task.FromResult(Authorities);

    public override Task<AuthorityStatus> RotateAuthority(RotateAuthorityRequest request, ServerCallContext context)
    {
        AskedRotation = request;
        return Task.FromResult(Authorities);
    }

    public override async Task Watch(WatchRequest request, IServerStreamWriter<LabEvent> responseStream, ServerCallContext context)
    {
        foreach (var @event in Events)
        {
            await responseStream.WriteAsync(@event, context.CancellationToken);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
    }
}
