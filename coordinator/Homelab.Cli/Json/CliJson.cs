using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Homelab.Contracts.Reports;

namespace Homelab.Cli.Json;

/// <summary>JSON for <c>--json</c>, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(FeedsJson))]
[JsonSerializable(typeof(NodesJson))]
[JsonSerializable(typeof(TrustJson))]
[JsonSerializable(typeof(AuthorityJson))]
[JsonSerializable(typeof(NodeJson))]
[JsonSerializable(typeof(UserListJson))]
[JsonSerializable(typeof(UserJson))]
[JsonSerializable(typeof(TokenListJson))]
[JsonSerializable(typeof(TokenJson))]
[JsonSerializable(typeof(IssuedTokenJson))]
[JsonSerializable(typeof(AuditLinesJson))]
[JsonSerializable(typeof(AuditVerdictJson))]
[JsonSerializable(typeof(StorageListJson))]
[JsonSerializable(typeof(SensorListJson))]
[JsonSerializable(typeof(HeatListJson))]
[JsonSerializable(typeof(ScanJson))]
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(OutageJson))]
[JsonSerializable(typeof(OutageListView))]
[JsonSerializable(typeof(OutageReportView))]
[JsonSerializable(typeof(PowerJson))]
[JsonSerializable(typeof(RehearsalJson))]
[JsonSerializable(typeof(EventJson))]
[JsonSerializable(typeof(CheckJson))]
[JsonSerializable(typeof(SimulationJson))]
public sealed partial class CliJson : JsonSerializerContext
{
    // Values come from agents and UPSes and go to programs, never into HTML: umlauts stay readable.
    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private static readonly CliJson Indented = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", Encoder = Readable,
    });
    private static readonly CliJson Compact = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = Readable });

    /// <summary>A whole answer, indented, with a newline at its end.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Indented.Options.GetTypeInfo(typeof(T))) + "\n";

    /// <summary>One line, for streams.</summary>
    public static string Row<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Compact.Options.GetTypeInfo(typeof(T))) + "\n";
}

public sealed record FeedsJson(IReadOnlyList<FeedJson> Feeds);
