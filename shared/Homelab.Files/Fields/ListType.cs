using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>A list of values of one type, none of them twice.</summary>
internal sealed class ListType<T>(FieldType<T> item) : FieldType<ImmutableArray<T>>
{
    public override string Name => $"list of: {item.Name}";

    public override IEnumerable<IFieldType> Inner => [item];

    public override bool TryBind(SyntaxNode node, string path, Binding binding, out ImmutableArray<T> value)
    {
        value = [];
        if (node is ScalarNode { IsEmpty: true })
        {
            return true;
        }

        if (node is not SequenceNode sequence)
        {
            ReportWrongKind(node, path, binding, "a list", node is ScalarNode scalar ? $"Write [{Shown.Plain(scalar.Text)}]." : "Write [one, two].");
            return false;
        }

        var items = ImmutableArray.CreateBuilder<T>();
        var seen = new HashSet<T>();
        for (var index = 0; index < sequence.Items.Length; index++)
        {
            var itemPath = FieldPath.Of(path, index);
            binding.Place(itemPath, sequence.Items[index].At);
            if (!item.TryBind(sequence.Items[index], itemPath, binding, out var bound))
            {
                continue;
            }

            if (!seen.Add(bound))
            {
                binding.Report(FieldCodes.RepeatedItem, itemPath, sequence.Items[index].At, "this stood in the list before", "Delete it, or name what you meant.");
                continue;
            }

            items.Add(bound);
        }

        value = items.ToImmutable();
        return true;
    }

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["type"] = new JsonArray("array", "null"), ["items"] = item.Schema(definitions), ["uniqueItems"] = true };
}
