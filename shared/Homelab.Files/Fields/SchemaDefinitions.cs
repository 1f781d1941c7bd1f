using System.Text.Json.Nodes;

namespace Homelab.Files.Fields;

/// <summary>The <c>$defs</c> of a JSON Schema (draft 2020-12), each written once.</summary>
internal sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, JsonObject?> _definitions = new(StringComparer.Ordinal);

    public JsonObject Refer(string name, Func<JsonObject> define)
    {
        var id = name.Replace(' ', '-');
        // Entered before it is made, so that a definition may refer to itself.
        if (_definitions.TryAdd(id, null))
        {
            _definitions[id] = define();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{id}" };
    }

    public JsonObject Refer(IShape shape) => Refer(shape.Name, () => Define(shape));

    public JsonObject Define(IShape shape)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in shape.Fields)
        {
            var schema = field.Type.Schema(this);
            schema["description"] = field.Doc;
            properties[field.Key] = schema;
            if (field.IsRequired)
            {
                required.Add((JsonNode)JsonValue.Create(field.Key)!);
            }
        }

        var defined = new JsonObject { ["description"] = shape.Doc, ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
        {
            defined["required"] = required;
        }

        return defined;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, definition) in _definitions)
        {
            json[name] = definition;
        }

        return json;
    }
}
