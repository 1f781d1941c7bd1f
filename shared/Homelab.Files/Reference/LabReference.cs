using System.Text.Json;
using System.Text.Json.Nodes;
using Homelab.Files.Fields;
using Homelab.Files.LabFields;
using Homelab.Files.Programs;

namespace Homelab.Files.Reference;

/// <summary>What the tables of fields and codes say of themselves; the committed documents are made from it.</summary>
public static class LabReference
{
    /// <summary>A JSON Schema (draft 2020-12) of the lab file, for editors.</summary>
    public static string LabSchema()
    {
        var definitions = new SchemaDefinitions();
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Homelab lab file" };
        foreach (var (key, value) in definitions.Define(LabFileFields.Shape).ToList())
        {
            schema[key] = value?.DeepClone();
        }

        schema["$defs"] = definitions.ToJson();
        return Print(schema);
    }

    /// <summary>Markdown: every key of the lab file, then every form of value.</summary>
    public static string LabFields() => FieldTables.Of(LabFileFields.Shape);

    public static string AgentFields() => FieldTables.Of(AgentFileFields.Shape);

    public static string CoordinatorFields() => FieldTables.Of(CoordinatorFileFields.Shape);

    /// <summary>Markdown: every code with its severity, title and explanation.</summary>
    public static string Errors() => CodeTables.Of(Diagnostics.DiagnosticCatalogue.Groups);

    private static string Print(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
