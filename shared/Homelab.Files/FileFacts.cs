using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Files.Fields;
using Homelab.Files.Syntax;

namespace Homelab.Files;

/// <summary>What a file says, to be held against what it said before.</summary>
/// <param name="Digest">As sha256sum says it of the file.</param>
/// <param name="Keys">A digest of each value by its path, such as nodes.nas.stop; a list is one value.</param>
public sealed record FileFacts(string Digest, ImmutableSortedDictionary<string, string> Keys)
{
    public static FileFacts None { get; } = new("", ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal));

    internal static FileFacts Of(string text, SyntaxNode root) => new(
        TextDigest.Of(text),
        Values("", root).ToImmutableSortedDictionary(value => value.Path, value => KeyChanges.Digest(value.Text), StringComparer.Ordinal));

    private static IEnumerable<(string Path, string Text)> Values(string path, SyntaxNode node) => node is MappingNode { Entries.Length: > 0 } mapping
        ? mapping.Entries.SelectMany(entry => Values(FieldPath.Of(path, entry.Key), entry.Value))
        : [(path, Text(node))];

    private static string Text(SyntaxNode node) => node switch
    {
        ScalarNode scalar => scalar.Text,
        SequenceNode list => $"[{string.Join('\n', list.Items.Select(Text))}]",
        MappingNode mapping => $"{{{string.Join('\n', mapping.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value)}"))}}}",
        _ => "",
    };
}
