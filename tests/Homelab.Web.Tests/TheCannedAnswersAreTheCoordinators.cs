using System.Text.Json;

namespace Homelab.Web.Tests;

/// <summary>The page is shown canned answers here; they say nothing that docs/openapi.json, which the shipped coordinator is held to, does not know.</summary>
public sealed class TheCannedAnswersAreTheCoordinators
{
    private static readonly JsonElement Api = Read(Path.Combine(PageFiles.Tests, "../../docs/openapi.json"));

    public static TheoryData<string> Fixtures => [.. Directory.EnumerateFiles(Path.Combine(PageFiles.Tests, "Fixtures"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => Path.GetRelativePath(PageFiles.Tests, path))];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void In_every_name_and_kind(string fixture)
    {
        var schema = Api.GetProperty("paths").GetProperty(PathOf(Path.GetFileNameWithoutExtension(fixture)))
            .GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var unknown = new List<string>();
        Compare(schema, Read(Path.Combine(PageFiles.Tests, fixture)), "", unknown);
        Assert.Empty(unknown);
    }

    private static string PathOf(string name) => name switch
    {
        "report" => "/api/v1/outages/{id}/report",
        "verdict" => "/api/v1/audit/verdict",
        _ => $"/api/v1/{name}",
    };

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    private static void Compare(JsonElement declared, JsonElement value, string path, List<string> unknown)
    {
        if (value.ValueKind == JsonValueKind.Null && declared.TryGetProperty("oneOf", out var either) && either.EnumerateArray().Any(one => Kinds(one).Contains(JsonValueKind.Null)))
        {
            return;
        }

        var schema = Resolve(declared);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    var at = $"{path}.{property.Name}";
                    if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out var inner))
                    {
                        Compare(inner, property.Value, at, unknown);
                    }
                    else if (schema.TryGetProperty("additionalProperties", out var any))
                    {
                        Compare(any, property.Value, at, unknown);
                    }
                    else
                    {
                        unknown.Add($"{at} is not known");
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Compare(schema.GetProperty("items"), item, $"{path}[]", unknown);
                }

                break;
            case var kind when !Kinds(schema).Contains(kind):
                unknown.Add($"{path} is {kind}, not {string.Join(" or ", Kinds(schema))}");
                break;
        }
    }

    /// <summary>Behind references, and of "this or null" this.</summary>
    private static JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Resolve(Api.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        }

        return schema.TryGetProperty("oneOf", out var either)
            ? Resolve(either.EnumerateArray().First(one => !one.TryGetProperty("type", out var type) || type.GetString() != "null"))
            : schema;
    }

    private static List<JsonValueKind> Kinds(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var types))
        {
            return [];
        }

        var names = types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(type => type.GetString()) : [types.GetString()];
        return [.. names.SelectMany(name => name switch
        {
            "string" => (JsonValueKind[])[JsonValueKind.String],
            "number" or "integer" => [JsonValueKind.Number],
            "boolean" => [JsonValueKind.True, JsonValueKind.False],
            "null" => [JsonValueKind.Null],
            _ => [],
        })];
    }
}
