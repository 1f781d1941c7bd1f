using System.Text;
using Homelab.Files.Fields;

namespace Homelab.Files.Reference;

/// <summary>A table of fields as Markdown.</summary>
internal static class FieldTables
{
    public static string Of(IShape root)
    {
        var shapes = new List<IShape>();
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Visit(root, shapes, types);

        var text = new StringBuilder();
        foreach (var shape in shapes)
        {
            text.Append($"### {Title(shape.Name)}\n\n{shape.Doc}\n\n| key | value | default | meaning | example |\n| --- | --- | --- | --- | --- |\n");
            foreach (var field in shape.Fields)
            {
                text.Append($"| `{field.Key}` | {field.Type.Name} | {Default(field)} | {Cell(field.Doc)} | {(field.Example is null ? "" : $"`{Cell(field.Example)}`")} |\n");
            }

            text.Append('\n');
        }

        text.Append("### Values\n\n| value | form |\n| --- | --- |\n");
        foreach (var (name, doc) in types)
        {
            text.Append($"| {name} | {Cell(doc)} |\n");
        }

        return text.ToString();
    }

    private static void Visit(IShape shape, List<IShape> shapes, SortedDictionary<string, string> types)
    {
        if (shapes.Contains(shape))
        {
            return;
        }

        shapes.Add(shape);
        foreach (var field in shape.Fields)
        {
            Visit(field.Type, shapes, types);
        }
    }

    private static void Visit(IFieldType type, List<IShape> shapes, SortedDictionary<string, string> types)
    {
        if (type.Doc is { } doc)
        {
            types[type.Name] = doc;
        }

        if (type.Shape is { } shape)
        {
            Visit(shape, shapes, types);
        }

        foreach (var inner in type.Inner)
        {
            Visit(inner, shapes, types);
        }
    }

    private static string Default(IField field) => field switch
    {
        { IsRequired: true } => "required",
        { Default: { } written } => $"`{Cell(written)}`",
        { DefaultSays: { } said } => Cell(said),
        _ => "none",
    };

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
