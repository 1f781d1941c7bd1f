using System.Reflection;
using Homelab.Files.Diagnostics;
using Homelab.Files.Fields;
using Homelab.Files.LabFields;
using Homelab.Files.Programs;
using Homelab.Files.Syntax;

namespace Homelab.Shared.Tests.Files;

/// <summary>What a table of fields says of defaults and examples is what its fields do, in every table that a file can reach.</summary>
public class FieldTablesHold
{
    public static TheoryData<string> Tables => [.. Reached.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, (IShape Shape, object Blank)> Reached { get; } = Reach();

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_default_that_is_written_out_changes_nothing(string table) => Check(nameof(CheckDefaults), table);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_example_can_be_written(string table) => Check(nameof(CheckExamples), table);

    private static void CheckDefaults<T>(Shape<T> shape, T blank) =>
        Assert.All(shape.Fields.Where(field => field.Default is not null), field => Assert.Equal(blank, Bind(field, field.Default!, blank)));

    private static void CheckExamples<T>(Shape<T> shape, T blank) =>
        Assert.All(shape.Fields.Where(field => field.Example is not null), field => Bind(field, field.Example!, blank));

    private static T Bind<T>(Field<T> field, string value, T blank)
    {
        var bag = new DiagnosticBag("example.yaml");
        var root = Assert.IsType<MappingNode>(YamlTree.Read($"{field.Key}: {value}\n", bag));
        var bound = field.Bind(blank, root.Entries[0].Value, field.Key, new Binding(bag));
        Assert.Equal("", Lines.Of(bag.ToSorted()));
        return bound;
    }

    private static void Check(string check, string table)
    {
        var (shape, blank) = Reached[table];
        typeof(FieldTablesHold).GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(shape.GetType().GenericTypeArguments).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [shape, blank], null);
    }

    private static Dictionary<string, (IShape Shape, object Blank)> Reach()
    {
        var reached = new Dictionary<string, (IShape, object)>(StringComparer.Ordinal);
        Walk(LabFileFields.Shape, LabFileFields.Blank);
        Walk(AgentFileFields.Shape, AgentFileFields.Blank);
        Walk(CoordinatorFileFields.Shape, CoordinatorFileFields.Blank);
        return reached;

        void Walk(IShape shape, object blank)
        {
            if (reached.TryAdd(shape.Name, (shape, blank)))
            {
                foreach (var type in shape.Fields.SelectMany(field => Within(field.Type)))
                {
                    if (type.Shape is { } inner)
                    {
                        Walk(inner, BlankOf(type));
                    }
                }
            }
        }
    }

    private static IEnumerable<IFieldType> Within(IFieldType type) => type.Inner.SelectMany(Within).Prepend(type);

    private static object BlankOf(IFieldType type) =>
        type.GetType().GetProperty("Blank") is { } blank ? blank.GetValue(type)! : type.GetType().GetMethod("Blank")!.Invoke(type, ["x"])!;
}
