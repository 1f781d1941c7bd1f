using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.People;

namespace Homelab.Coordinator.Audit;

/// <summary>One line of the audit log.</summary>
/// <param name="Before">The hash of the line before. It stands first, where the chain is held by it.</param>
/// <param name="Who">A user; "engine" for what nobody asked for; a name with "(said)" while nobody can prove one.</param>
/// <param name="Means">By what it was proved: password, token NAME; empty where it was not.</param>
/// <param name="From">An address, or the program itself: empty.</param>
/// <param name="What">The endpoint's name, such as AskPower, or the transition of the journal, such as StepOrdered.</param>
/// <param name="Outcome">done, or why not.</param>
public sealed record AuditEntry(string Before, long Number, string At, string Who, string Means, string From, string What, string Detail, string Outcome);

/// <summary>What is to be written down, before its place in the chain is known.</summary>
public sealed record AuditNews(string Who, string Means, string From, string What, string Detail, string Outcome)
{
    /// <summary>What nobody asked for.</summary>
    public static AuditNews OfEngine(string what, string detail) => new(AccountRules.Engine, "", "", what, detail, "done");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static string Line(AuditEntry entry) => JsonSerializer.Serialize(entry, Default.AuditEntry);

    /// <summary>Null where this is none.</summary>
    public static AuditEntry? Read(string line) => StoredJson.Read(System.Text.Encoding.UTF8.GetBytes(line), Default.AuditEntry);
}
