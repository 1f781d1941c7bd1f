using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>A form that values may have; the one description from which binding, documentation and schema are made.</summary>
internal interface IFieldType
{
    /// <summary>As the documentation calls it, such as <c>duration</c>.</summary>
    string Name { get; }

    /// <summary>A sentence or two on the form, with an example; null where the name says all.</summary>
    string? Doc { get; }

    /// <summary>Types and objects that stand inside.</summary>
    IEnumerable<IFieldType> Inner => [];

    /// <summary>The keys of a mapping of this type; null where it has no keys of its own.</summary>
    IShape? Shape => null;

    JsonObject Schema(SchemaDefinitions definitions);
}

internal abstract class FieldType<T> : IFieldType
{
    public abstract string Name { get; }

    public virtual string? Doc => null;

    public virtual IEnumerable<IFieldType> Inner => [];

    public virtual IShape? Shape => null;

    /// <summary>False where there is no value; the binding then holds an error.</summary>
    public abstract bool TryBind(SyntaxNode node, string path, Binding binding, [MaybeNullWhen(false)] out T value);

    public abstract JsonObject Schema(SchemaDefinitions definitions);

    protected static void ReportWrongKind(SyntaxNode node, string path, Binding binding, string expected, string remedy)
    {
        if (node is BrokenNode)
        {
            binding.MarkBroken(path);
            return;
        }

        if (node is ScalarNode { IsEmpty: true })
        {
            binding.Report(FieldCodes.NoValue, path, node.At, "it has no value", "Give it one, or delete the line.");
            return;
        }

        var found = node switch
        {
            SequenceNode => "a list",
            MappingNode => "a mapping",
            ScalarNode scalar => Shown.Quote(scalar.Text),
            _ => "something else",
        };
        binding.Report(FieldCodes.WrongKind, path, node.At, $"{expected} is expected here, not {found}", remedy);
    }
}
