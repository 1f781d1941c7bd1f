using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>One of a few words, or where <paramref name="others"/> are given, a mapping with the keys of one of them.</summary>
internal sealed class WordType<T>(string name, string doc, ImmutableArray<(string Word, T Value)> words, params ImmutableArray<ObjectType<T>> others) : FieldType<T>
{
    public override string Name => name;

    public override string Doc => doc;

    public override IEnumerable<IFieldType> Inner => [.. others];

    private string Choices => string.Join(" or ", words.Select(word => word.Word).Concat(others.Select(other => other.Outline)));

    public override bool TryBind(SyntaxNode node, string path, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!others.IsEmpty && node is MappingNode mapping)
        {
            return (others.FirstOrDefault(other => other.HasKeyOf(mapping)) ?? others[0]).TryBind(node, path, binding, out value);
        }

        if (node is not ScalarNode { IsEmpty: false } scalar)
        {
            ReportWrongKind(node, path, binding, Choices, $"Write {Choices}.");
            return false;
        }

        foreach (var word in words.Where(word => word.Word == scalar.Text))
        {
            value = word.Value!;
            return true;
        }

        var near = Nearest.To(scalar.Text, words.Select(word => word.Word));
        binding.Report(FieldCodes.BadValue, path, node.At, $"{Shown.Quote(scalar.Text)} is not one of its words",
            near is null ? $"Write {Choices}." : $"Did you mean {near}? It may be {Choices}.");
        return false;
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Refer(name, () =>
    {
        var list = new JsonArray();
        foreach (var (word, _) in words)
        {
            list.Add((JsonNode)JsonValue.Create(word)!);
        }

        var choice = new JsonObject { ["enum"] = list };
        return others.IsEmpty ? choice : new JsonObject { ["anyOf"] = new JsonArray([choice, .. others.Select(other => other.Schema(definitions))]) };
    });
}
