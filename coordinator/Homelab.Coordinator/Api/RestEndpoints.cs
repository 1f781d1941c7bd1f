using Homelab.Contracts.Reports;
using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Drills;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Reports;
using Homelab.Coordinator.Thermal;
using Microsoft.AspNetCore.Mvc;

namespace Homelab.Coordinator.Api;

/// <summary>REST under /api/v1.</summary>
internal static class RestEndpoints
{
    public static void MapRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Lab");
        api.MapGet("/status", (LabView view) => TypedResults.Ok(view.Look()))
            .WithName("GetStatus").WithSummary("Everything at one moment: health, feeds, nodes, services.");
        api.MapGet("/nodes", (LabView view) => TypedResults.Ok(new NodesView(view.Look().Nodes)))
            .WithName("ListNodes").WithSummary("All nodes of the lab.");
        api.MapGet("/nodes/{name}", Node)
            .WithName("GetNode").WithSummary("One node.").Produces<NodeView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/feeds", (LabView view) => TypedResults.Ok(new FeedsView(view.Look().Feeds)))
            .WithName("ListFeeds").WithSummary("All feeds: UPSes and the mains.");
        api.MapGet("/services", (LabView view) => TypedResults.Ok(new ServicesView(view.Look().Services)))
            .WithName("ListServices").WithSummary("All services and what they need.");
        api.MapGet("/plan", Plan)
            .WithName("GetPlan").WithSummary("What happens if the power goes now, or the plan in force. \"feed\", repeated, names the feeds that fail; all where absent. What if: \"at_charge\" is the batteries' charge in percent, \"lost\", repeated, is switch:NAME, node:NAME or feed:NAME.")
            .Produces<PlanView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/outage", (IOutageSource outages) => TypedResults.Ok(OutageView.Of(outages.CurrentOutage())))
            .WithName("GetOutage").WithSummary("The running outage, or the last one.");
        api.MapGet("/outages", (ReportDesk reports) => TypedResults.Ok(OutageListView.Of(reports.List())))
            .WithName("ListOutages").WithSummary("The outages that left a report, the newest first.");
        api.MapGet("/outages/{id}/report", Report)
            .WithName("GetOutageReport").WithSummary("What one outage did: planned against real, the batteries, who came back, and what to change in the lab file.")
            .Produces<OutageReportView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/outages/{id}/report.svg", Picture)
            .WithName("GetOutagePicture").WithSummary("The same as a picture.")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/history", History)
            .WithName("GetHistory").WithSummary("Readings of one metric of one node. \"label\", repeated as name=value, chooses among its series.")
            .Produces<HistoryView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/heat", Heat)
            .WithName("GetHeat").WithSummary("What is known of the heat of nodes, by 30 days of history: headroom, rise, room or fan, time throttled, the door closed. \"node\" names one; all where absent. To be asked, and not polled.")
            .Produces<ThermalsView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/events", (EventStream stream, HttpContext context) => stream.Follow(context))
            .WithName("FollowEvents").WithSummary("What happened and what happens, as server-sent events; each data line is an event.")
            .Produces<EventView>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/nodes/{name}/maintenance", Maintain)
            .WithName("SetMaintenance").WithSummary("Puts a node into maintenance for a time, or ends it.")
            .Produces<NodeView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/outage/{wish}", Ask)
            .WithName("AskOutage").WithSummary("What an operator asks of the running outage: hold, release or cancel. Stands in the journal with the name.")
            .Produces<OutageView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/power/{wish}", AskPower)
            .WithName("AskPower").WithSummary("An operator's shutdown or start of nodes, or of the whole lab, or the live drill of one node: stopped, started again, measured. \"preview\" says what it means and does nothing. Stands in the journal with the name.")
            .Produces<PowerView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/drill", Rehearse)
            .WithName("Rehearse").WithSummary("Rehearses: every agent and every UPS is looked at, and nothing is stopped. Refused while an outage runs.")
            .Produces<RehearsalView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Rehearse(DrillWish body, RehearsalDesk desk, HttpContext context)
    {
        var (value, problem) = await desk.Rehearse(context.NameOf(body.By), context.RequestAborted);
        return problem is null ? TypedResults.Ok(RehearsalView.Of(value!)) : Problems.Result(problem, context);
    }

    private static async Task<IResult> AskPower(string wish, PowerWish body, PowerDesk desk, HttpContext context)
    {
        var request = body.Asks(wish, context.NameOf(body.By));
        AuditNote.Power(context, request);
        var (value, problem) = await desk.Ask(request, context.RequestAborted);
        return problem is null ? TypedResults.Ok(PowerView.Of(value!)) : Problems.Result(problem, context);
    }

    private static IResult Node(string name, LabView view, ILabInForce lab, HttpContext context) =>
        view.Look().Nodes.FirstOrDefault(node => node.Name == name) is { } found
            ? TypedResults.Ok(found)
            : Problems.Result(UnknownName.Node(name, lab.Current), context);

    private static IResult Plan(
        [FromQuery(Name = "feed")] string[]? feeds, [FromQuery(Name = "at_charge")] double? atCharge, [FromQuery(Name = "lost")] string[]? lost,
        IOutageSource outages, ILabInForce lab, HttpContext context)
    {
        var (question, problem) = PlanQuestion.Read(feeds ?? [], atCharge, lost ?? [], lab.Current);
        return problem is null ? TypedResults.Ok(PlanView.Of(outages.CurrentPlan(question!))) : Problems.Result(problem, context);
    }

    private static IResult Report(string id, ReportDesk reports, HttpContext context)
    {
        var (value, problem) = reports.Report(id, withSvg: false);
        return problem is null ? TypedResults.Ok(OutageReportView.Of(value!)) : Problems.Result(problem, context);
    }

    private static IResult Picture(string id, ReportDesk reports, HttpContext context)
    {
        var (value, problem) = reports.Report(id, withSvg: true);
        return problem is null ? TypedResults.Text(value!.Svg, "image/svg+xml", System.Text.Encoding.UTF8) : Problems.Result(problem, context);
    }

    private static IResult History(
        HistoryDesk desk, HttpContext context, string? node, string? metric, string? from, string? to, [FromQuery(Name = "label")] string[]? labels)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in labels ?? [])
        {
            var equals = label.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return Problems.Result(ApiProblem.BadRequest("\"label\" is written as name=value, such as label=device=sda."), context);
            }

            wanted[label[..equals]] = label[(equals + 1)..];
        }

        var (value, problem) = desk.Read(node ?? "", metric ?? "", wanted, from, to);
        return problem is null ? TypedResults.Ok(new HistoryView([.. value!.Series.Select(HistorySeriesView.Of)])) : Problems.Result(problem, context);
    }

    private static IResult Heat(ThermalDesk desk, HttpContext context, string? node)
    {
        var (value, problem) = desk.Look(node ?? "");
        return problem is null ? TypedResults.Ok(new ThermalsView([.. value!.Select(ThermalView.Of)])) : Problems.Result(problem, context);
    }

    private static IResult Maintain(string name, MaintenanceWish wish, MaintenanceDesk desk, HttpContext context)
    {
        AuditNote.Detailed(context, $"{AuditNote.Name(name)} for {AuditNote.Name(wish.For)}");
        var (value, problem) = desk.Set(name, wish.For, context.NameOf(wish.By));
        return problem is null ? TypedResults.Ok(value!) : Problems.Result(problem, context);
    }

    private static async Task<IResult> Ask(string wish, OutageWish body, OperatorDesk desk, HttpContext context)
    {
        var (value, problem) = await desk.Ask(wish, context.NameOf(body.By), context.RequestAborted);
        return problem is null ? TypedResults.Ok(OutageView.Of(value!)) : Problems.Result(problem, context);
    }
}
