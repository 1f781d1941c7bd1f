using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>A section: a mapping whose keys name things of one kind.</summary>
internal sealed class NamedObjectsType<T>(ObjectKind kind, Shape<T> shape, Func<string, T> blank) : FieldType<ImmutableArray<T>>
{
    public override string Name => $"{ObjectKinds.Section(kind)} by name";

    public override IEnumerable<IFieldType> Inner => [];

    public override IShape Shape => shape;

    /// <summary>What a name without keys becomes.</summary>
    public T Blank(string name) => blank(name);

    public override bool TryBind(SyntaxNode node, string path, Binding binding, out ImmutableArray<T> value)
    {
        value = [];
        if (node is ScalarNode { IsEmpty: true })
        {
            // A section whose entries are all commented out is an empty one.
            return true;
        }

        if (node is not MappingNode mapping)
        {
            ReportWrongKind(node, path, binding, $"a mapping of {ObjectKinds.Section(kind)} by name", $"Write a name and a colon for each {ObjectKinds.Word(kind)}.");
            return false;
        }

        var objects = ImmutableArray.CreateBuilder<T>();
        foreach (var entry in mapping.Entries)
        {
            objects.Add(BindOne(entry, FieldPath.Of(path, Shown.Plain(entry.Key)), binding));
        }

        value = objects.ToImmutable();
        return true;
    }

    private T BindOne(MappingEntry entry, string path, Binding binding)
    {
        binding.Place(path, entry.KeyAt);
        binding.Declare(kind, entry.Key);
        if (Values.NameProblem(entry.Key) is { } problem)
        {
            binding.Report(FieldCodes.BadName, path, entry.KeyAt, problem, "Write lower-case letters, digits and dashes, such as pi-1.");
        }

        switch (entry.Value)
        {
            case MappingNode mapping:
                return shape.Bind(blank(entry.Key), mapping, path, entry.KeyAt, binding);
            case ScalarNode { IsEmpty: true }:
                return shape.Bind(blank(entry.Key), new MappingNode(entry.Value.At, []), path, entry.KeyAt, binding);
            default:
                ReportWrongKind(entry.Value, path, binding, $"the keys of a {shape.Name}", $"Write `{entry.Key}: {{key: value}}`.");
                return blank(entry.Key);
        }
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["propertyNames"] = Values.Name.Schema(definitions),
        ["additionalProperties"] = definitions.Refer(shape),
    };
}
