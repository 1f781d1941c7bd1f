using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>The name of something that is declared elsewhere in the file.</summary>
internal sealed class ReferenceType(ObjectKind kind) : FieldType<string>
{
    public override string Name => $"name of a {ObjectKinds.Word(kind)}";

    public override bool TryBind(SyntaxNode node, string path, Binding binding, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (node is not ScalarNode { IsEmpty: false } scalar)
        {
            ReportWrongKind(node, path, binding, $"the {Name}", $"Write a name that stands under {ObjectKinds.Section(kind)}.");
            return false;
        }

        value = scalar.Text;
        binding.Refer(kind, value, path, node.At);
        return true;
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => Values.Name.Schema(definitions);
}
