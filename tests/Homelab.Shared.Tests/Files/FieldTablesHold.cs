using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Fields;
using Homelab.Files.LabFields;
using Homelab.Files.Programs;
using Homelab.Files.Syntax;

namespace Homelab.Shared.Tests.Files;

/// <summary>What a table of fields says of defaults and examples is what its fields do.</summary>
public class FieldTablesHold
{
    [Fact]
    public void A_default_that_is_written_out_changes_nothing()
    {
        CheckDefaults(LabFileFields.Shape, LabFileFields.Blank);
        CheckDefaults(FeedFields.Shape, new FeedConfig { Name = "x" });
        CheckDefaults(NodeFields.Shape, new NodeConfig { Name = "x" });
        CheckDefaults(NodeFields.ApplianceShape, new ApplianceConfig { Name = "x" });
        CheckDefaults(NodeFields.SwitchShape, new SwitchConfig { Name = "x" });
        CheckDefaults(ServiceFields.Shape, new ServiceConfig { Name = "x" });
        CheckDefaults(PolicyFields.Shape, new PolicyConfig());
        CheckDefaults(SensorFields.Shape, new SensorConfig { Name = "x" });
        CheckDefaults(CollectFields.Shape, new CollectConfig());
        CheckDefaults(AgentFileFields.Shape, AgentFileFields.Blank);
        CheckDefaults(CoordinatorFileFields.Shape, CoordinatorFileFields.Blank);
    }

    [Fact]
    public void Every_example_can_be_written()
    {
        CheckExamples(LabFileFields.Shape, LabFileFields.Blank);
        CheckExamples(FeedFields.Shape, new FeedConfig { Name = "x" });
        CheckExamples(NodeFields.Shape, new NodeConfig { Name = "x" });
        CheckExamples(NodeFields.ApplianceShape, new ApplianceConfig { Name = "x" });
        CheckExamples(NodeFields.SwitchShape, new SwitchConfig { Name = "x" });
        CheckExamples(ServiceFields.Shape, new ServiceConfig { Name = "x" });
        CheckExamples(PolicyFields.Shape, new PolicyConfig());
        CheckExamples(SensorFields.Shape, new SensorConfig { Name = "x" });
        CheckExamples(CollectFields.Shape, new CollectConfig());
        CheckExamples(AgentFileFields.Shape, AgentFileFields.Blank);
        CheckExamples(CoordinatorFileFields.Shape, CoordinatorFileFields.Blank);
    }

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
}
