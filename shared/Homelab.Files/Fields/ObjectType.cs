using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>A mapping with known keys.</summary>
internal sealed class ObjectType<T>(Shape<T> shape, T blank) : FieldType<T>
{
    public override string Name => shape.Name;

    public override IShape Shape => shape;

    /// <summary>What a mapping without keys becomes.</summary>
    public T Blank => blank;

    /// <summary>Such as <c>{wol: "dc:a6:32:00:00:02"}</c>.</summary>
    public string Outline => $"{{{string.Join(", ", shape.Fields.Select(item => $"{item.Key}: {item.Example}"))}}}";

    public bool HasKeyOf(MappingNode mapping) => mapping.Entries.Any(entry => shape.Fields.Any(field => field.Key == entry.Key));

    public override bool TryBind(SyntaxNode node, string path, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var mapping = node as MappingNode ?? (node is ScalarNode { IsEmpty: true } ? new MappingNode(node.At, []) : null);
        if (mapping is null)
        {
            ReportWrongKind(node, path, binding, "a mapping", $"Write {Outline}.");
            return false;
        }

        value = shape.Bind(blank, mapping, path, node.At, binding)!;
        return true;
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Refer(shape);
}
