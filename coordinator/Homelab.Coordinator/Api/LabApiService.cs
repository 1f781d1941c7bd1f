using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Drills;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Reports;
using Homelab.Coordinator.Scans;
using Homelab.Coordinator.Thermal;
using Homelab.Coordinator.Trust;
using Homelab.Files;

namespace Homelab.Coordinator.Api;

/// <summary>The API over gRPC: the same answers as REST.</summary>
public sealed class LabApiService(
    LabView view, IOutageSource outages, EventFeed events, MaintenanceDesk maintenance, OperatorDesk operators, PowerDesk power, RehearsalDesk rehearsals, ScanDesk scans, HistoryDesk history, ThermalDesk thermal, ReportDesk reports, TrustDesk trust, RotationDesk rotation, ILabInForce lab, IHostApplicationLifetime lifetime)
    : LabApi.LabApiBase
{
    public override Task<LabStatus> GetStatus(GetStatusRequest request, ServerCallContext context) =>
        Task.FromResult(StatusFrames.Of(view.Look()));

    public override Task<NodeList> ListNodes(ListNodesRequest request, ServerCallContext context)
    {
        var list = new NodeList();
        list.Nodes.AddRange(view.Look().Nodes.Select(StatusFrames.Of));
        return Task.FromResult(list);
    }

    public override Task<Plan> GetPlan(GetPlanRequest request, ServerCallContext context)
    {
        var (question, problem) = PlanQuestion.Read(request.Feeds, request.HasAtChargePercent ? request.AtChargePercent : null, request.Lost, lab.Current);
        return problem is null ? Task.FromResult(outages.CurrentPlan(question!)) : throw problem.ToRpc();
    }

    public override Task<Contracts.V1.Outage> GetOutage(GetOutageRequest request, ServerCallContext context) =>
        Task.FromResult(outages.CurrentOutage());

    public override Task<OutageList> ListOutages(ListOutagesRequest request, ServerCallContext context) => Task.FromResult(reports.List());

    public override Task<OutageReport> GetOutageReport(GetOutageReportRequest request, ServerCallContext context)
    {
        var (value, problem) = reports.Report(request.Id, request.WithSvg);
        return problem is null ? Task.FromResult(value!) : throw problem.ToRpc();
    }

    public override Task<NodeStatus> SetMaintenance(SetMaintenanceRequest request, ServerCallContext context)
    {
        var span = TimeSpan.FromMilliseconds(Math.Clamp(request.ForMs, -1, int.MaxValue * 1000L));
        AuditNote.Detailed(context.GetHttpContext(), $"{AuditNote.Name(request.Node)} for {DurationText.Format(span < TimeSpan.Zero ? TimeSpan.Zero : span)}");
        var (value, problem) = maintenance.Set(request.Node, span, Name(context, request.By));
        return problem is null ? Task.FromResult(StatusFrames.Of(value!)) : throw problem.ToRpc();
    }

    public override async Task<Contracts.V1.Outage> AskOutage(AskOutageRequest request, ServerCallContext context)
    {
        AuditNote.Detailed(context.GetHttpContext(), AuditNote.Name(request.Wish));
        var (value, problem) = await operators.Ask(request.Wish, Name(context, request.By), context.CancellationToken);
        return problem is null ? value! : throw problem.ToRpc();
    }

    public override async Task<PowerAnswer> AskPower(AskPowerRequest request, ServerCallContext context)
    {
        request.By = Name(context, request.By);
        AuditNote.Power(context.GetHttpContext(), request);
        var (value, problem) = await power.Ask(request, context.CancellationToken);
        return problem is null ? value! : throw problem.ToRpc();
    }

    public override async Task<Rehearsal> Rehearse(RehearseRequest request, ServerCallContext context)
    {
        var (value, problem) = await rehearsals.Rehearse(Name(context, request.By), context.CancellationToken);
        return problem is null ? value! : throw problem.ToRpc();
    }

    public override async Task<SensorScan> ScanSensors(ScanSensorsRequest request, ServerCallContext context)
    {
        request.By = Name(context, request.By);
        AuditNote.Detailed(context.GetHttpContext(), AuditNote.Name(request.Node));
        var (value, problem) = await scans.Scan(request, context.CancellationToken);
        return problem is null ? value! : throw problem.ToRpc();
    }

    public override Task<NodeInvitation> InviteNode(InviteNodeRequest request, ServerCallContext context)
    {
        request.By = Name(context, request.By);
        AuditNote.Detailed(context.GetHttpContext(), AuditNote.Name(request.Node));
        var (value, problem) = trust.Invite(request);
        return problem is null ? Task.FromResult(value!) : throw problem.ToRpc();
    }

    public override Task<NodeStatus> RevokeNode(RevokeNodeRequest request, ServerCallContext context)
    {
        request.By = Name(context, request.By);
        AuditNote.Detailed(context.GetHttpContext(), AuditNote.Name(request.Node));

        // Also a node that is in the lab no more can be revoked; then there is nothing else to say of it.
        return trust.Revoke(request) is { } problem
            ? throw problem.ToRpc()
            : Task.FromResult(view.Look().Nodes.FirstOrDefault(node => node.Name == request.Node) is { } node ? StatusFrames.Of(node) : new NodeStatus { Name = request.Node });
    }

    public override Task<AuthorityStatus> GetAuthorities(GetAuthoritiesRequest request, ServerCallContext context)
    {
        var (value, problem) = rotation.Look();
        return problem is null ? Task.FromResult(value!) : throw problem.ToRpc();
    }

    public override Task<AuthorityStatus> RotateAuthority(RotateAuthorityRequest request, ServerCallContext context)
    {
        request.By = Name(context, request.By);
        AuditNote.Detailed(context.GetHttpContext(), request.Finish ? string.Join(' ', ["finish", .. request.Abandon.Select(AuditNote.Name)]) : "begin");
        var (value, problem) = rotation.Rotate(request);
        return problem is null ? Task.FromResult(value!) : throw problem.ToRpc();
    }

    public override Task<Contracts.V1.History> GetHistory(GetHistoryRequest request, ServerCallContext context)
    {
        var (value, problem) = history.Read(request.Node, request.Metric, request.Labels, request.FromWallMs, request.ToWallMs);
        return problem is null ? Task.FromResult(value!) : throw problem.ToRpc();
    }

    public override Task<HeatList> GetHeat(GetHeatRequest request, ServerCallContext context)
    {
        var (value, problem) = thermal.Look(request.Node);
        if (problem is not null)
        {
            throw problem.ToRpc();
        }

        var list = new HeatList();
        list.Nodes.AddRange(value!.Select(found => ThermalFrames.Frame(ThermalView.Of(found))));
        return Task.FromResult(list);
    }

    public override async Task Watch(WatchRequest request, IServerStreamWriter<LabEvent> responseStream, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using var reader = events.Read(null);
        try
        {
            foreach (var item in reader.Kept)
            {
                await responseStream.WriteAsync(StatusFrames.Of(item), ending.Token);
            }

            await foreach (var item in reader.Following.ReadAllAsync(ending.Token))
            {
                await responseStream.WriteAsync(StatusFrames.Of(item), ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }

        throw new RpcException(new Status(StatusCode.ResourceExhausted, "The reader did not keep up with the events and was cut off; watch again."));
    }

    private static string Name(ServerCallContext context, string said) => context.GetHttpContext().NameOf(said);
}
