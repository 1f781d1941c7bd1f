using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>A form of single values, described by how it is parsed and by the pattern that the schema gives to editors.</summary>
/// <param name="article">How a sentence calls one, such as "a duration".</param>
/// <param name="remedy">What to write instead of a wrong one, as a whole sentence.</param>
internal sealed class ScalarType<T>(string name, string article, string doc, string remedy, Func<string, Parsed<T>> parse, Func<JsonObject> schema) : FieldType<T>
{
    public override string Name => name;

    public override string Doc => doc;

    public override bool TryBind(SyntaxNode node, string path, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not ScalarNode { IsEmpty: false } scalar)
        {
            ReportWrongKind(node, path, binding, article, remedy);
            return false;
        }

        var parsed = parse(scalar.Text);
        if (!parsed.IsGood)
        {
            binding.Report(
                parsed.Code ?? FieldCodes.BadValue, path, node.At,
                parsed.Problem ?? $"{Shown.Quote(scalar.Text)} is not {article}", parsed.Remedy ?? remedy);
            return false;
        }

        value = parsed.Value!;
        return true;
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Refer(name, schema);
}

/// <summary>A value, or what is wrong with its text where the type's own words do not say it well enough.</summary>
internal readonly record struct Parsed<T>(bool IsGood, T? Value, string? Problem, string? Remedy, FindingCode? Code);

internal static class Parsed
{
    public static Parsed<T> Good<T>(T value) => new(true, value, null, null, null);

    public static Parsed<T> Bad<T>(string? problem = null, string? remedy = null, FindingCode? code = null) => new(false, default, problem, remedy, code);
}
