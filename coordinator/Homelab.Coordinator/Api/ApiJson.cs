using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Contracts.Reports;
using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.People;
using Microsoft.AspNetCore.Mvc;

namespace Homelab.Coordinator.Api;

/// <summary>JSON of REST, source-generated.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(NodesView))]
[JsonSerializable(typeof(FeedsView))]
[JsonSerializable(typeof(ServicesView))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(OutageView))]
[JsonSerializable(typeof(OutageListView))]
[JsonSerializable(typeof(OutageReportView))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(ThermalsView))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(MaintenanceWish))]
[JsonSerializable(typeof(OutageWish))]
[JsonSerializable(typeof(PowerWish))]
[JsonSerializable(typeof(PowerView))]
[JsonSerializable(typeof(DrillWish))]
[JsonSerializable(typeof(RehearsalView))]
[JsonSerializable(typeof(ReadinessView))]
[JsonSerializable(typeof(PersonView))]
[JsonSerializable(typeof(SignInWish))]
[JsonSerializable(typeof(UsersView))]
[JsonSerializable(typeof(UserShown))]
[JsonSerializable(typeof(UserWish))]
[JsonSerializable(typeof(PasswordWish))]
[JsonSerializable(typeof(RoleWish))]
[JsonSerializable(typeof(TokensView))]
[JsonSerializable(typeof(TokenShown))]
[JsonSerializable(typeof(TokenIssued))]
[JsonSerializable(typeof(TokenWish))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(AuditVerdictView))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Values go to programs, never into HTML: umlauts and quotation marks stay readable.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static ApiJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = Encoder });
}
