using System.Collections.Immutable;

namespace Homelab.Files.Syntax;

/// <summary>Line and column from 1.</summary>
internal readonly record struct Position(int Line, int Column)
{
    public static readonly Position Start = new(1, 1);
}

/// <summary>A part of a YAML file with its place.</summary>
internal abstract record SyntaxNode(Position At);

/// <param name="IsPlain">Not quoted and not a block, so that an empty one means "no value".</param>
internal sealed record ScalarNode(Position At, string Text, bool IsPlain) : SyntaxNode(At)
{
    /// <summary>The core schema's null (YAML 1.2.2, 10.3.2).</summary>
    public bool IsEmpty => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record SequenceNode(Position At, ImmutableArray<SyntaxNode> Items) : SyntaxNode(At);

internal sealed record MappingNode(Position At, ImmutableArray<MappingEntry> Entries) : SyntaxNode(At);

internal sealed record MappingEntry(string Key, Position KeyAt, SyntaxNode Value);

/// <summary>Stands for something that was already reported; nothing more is said about it.</summary>
internal sealed record BrokenNode(Position At) : SyntaxNode(At);
