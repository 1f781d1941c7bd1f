using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

public class AnswersReadLikeThis
{
    private static readonly Surface Narrow = new(Width: 80, Colour: false, Unicode: true);

    public static TheoryData<string> StatusNames => ["healthy", "on-battery", "unknowns"];

    public static TheoryData<string> PlanNames => ["feasible", "infeasible", "no-runtime"];

    public static TheoryData<string> OutageNames => ["running", "returning", "ended", "asked", "none"];

    [Theory]
    [MemberData(nameof(StatusNames))]
    public void Status(string name)
    {
        var status = StatusOf(name);
        Golden.Same($"status-{name}.txt", StatusText.Of(status, Surface.Plain, SampleAnswers.Now));
        Golden.Same($"status-{name}-80.txt", StatusText.Of(status, Narrow, SampleAnswers.Now));
        Golden.Same($"status-{name}.json", CliJson.Text(StatusJson.Of(status)));
    }

    [Theory]
    [MemberData(nameof(StatusNames))]
    public void Nodes_and_feeds(string name)
    {
        var status = StatusOf(name);
        Golden.Same($"nodes-{name}.txt", NodesText.Of(status.Nodes, status.TimeZone, Surface.Plain, SampleAnswers.Now));
        Golden.Same($"nodes-{name}.json", CliJson.Text(new NodesJson([.. status.Nodes.Select(NodeJson.Of)])));
        Golden.Same($"feeds-{name}.txt", FeedsText.Of(status, Surface.Plain, SampleAnswers.Now));
    }

    [Fact]
    public void What_was_never_drilled_is_believed()
    {
        var status = SampleAnswers.Healthy();
        status.Nodes[0].Drill = new DrillStatus { Standing = "never", Sentence = "never drilled: believed" };
        status.Nodes[1].Drill = new DrillStatus { Standing = "proven", AtWallMs = 1_841_209_200_000, StopSeconds = 12, StartSeconds = 41, Sentence = "drilled on 2028-05-06: stopped within 12s, started within 41s" };
        status.Nodes[2].Drill = new DrillStatus { Standing = "failed", AtWallMs = 1_841_209_200_000, Sentence = "drilled on 2028-05-06, and it did not start: 3 times it was woken" };
        Golden.Same("nodes-drilled.txt", NodesText.Of(status.Nodes, status.TimeZone, Surface.Plain, SampleAnswers.Now));
        Golden.Same("nodes-drilled.json", CliJson.Text(new NodesJson([.. status.Nodes.Select(NodeJson.Of)])));
    }

    [Fact]
    public void Storage()
    {
        var nodes = SampleAnswers.WithStorage().Nodes;
        Golden.Same("storage.txt", StorageText.Of(nodes, Surface.Plain));
        Golden.Same("storage.json", CliJson.Text(new StorageListJson([.. nodes.SelectMany(node => node.Storage.Select(device => StorageJson.Of(node.Name, device)))])));
        Golden.Same("storage-none.txt", StorageText.Of([], Surface.Plain));
    }

    [Fact]
    public void Sensors()
    {
        var nodes = SampleAnswers.WithSensors().Nodes;
        Golden.Same("sensors.txt", SensorsText.Of(nodes, Surface.Plain));
        Golden.Same("sensors.json", CliJson.Text(new SensorListJson([.. nodes.SelectMany(node => node.Sensors.Select(sensor => SensorJson.Of(node.Name, sensor)))])));
        Golden.Same("sensors-none.txt", SensorsText.Of([], Surface.Plain));
    }

    [Fact]
    public void Heat()
    {
        var nodes = SampleHeat.Nodes();
        Golden.Same("thermal.txt", ThermalText.Of(nodes, Surface.Plain));
        Golden.Same("thermal.json", CliJson.Text(new HeatListJson([.. nodes.Select(HeatJson.Of)])));
    }

    [Theory]
    [MemberData(nameof(PlanNames))]
    public void Plan(string name)
    {
        var plan = PlanOf(name);
        var basis = PlanBasis.Of(plan, SampleAnswers.Healthy(), SampleAnswers.Now);
        Golden.Same($"plan-{name}.txt", PlanText.Of(plan, PlanVerdict.Of(plan, []), basis, Surface.Plain));
        Golden.Same($"plan-{name}-80.txt", PlanText.Of(plan, PlanVerdict.Of(plan, []), basis, Narrow));
        Golden.Same($"plan-{name}.json", CliJson.Text(PlanJson.Of(plan)));
    }

    [Theory]
    [MemberData(nameof(OutageNames))]
    public void Outage_show(string name)
    {
        var outage = OutageOf(name);
        var status = name == "running" ? SampleAnswers.OnBattery() : SampleAnswers.Healthy();
        Golden.Same($"outage-{name}.txt", OutageText.Of(outage, status, Surface.Plain, SampleAnswers.Now));
        Golden.Same($"outage-{name}-80.txt", OutageText.Of(outage, status, Narrow, SampleAnswers.Now));
        Golden.Same($"outage-{name}.json", CliJson.Text(OutageJson.Of(outage)));
    }

    [Fact]
    public void While_the_lab_comes_back_no_outage_is_said_to_run()
    {
        var status = SampleAnswers.Healthy();
        (status.OutageId, status.OutagePhase) = ("o-17", "Returning");
        var text = StatusText.Of(status, Surface.Plain, SampleAnswers.Now);
        Assert.Contains("RETURN Outage o-17 is over, and not everybody is on again.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("is running", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Events()
    {
        LabEvent[] events =
        [
            new() { WallMs = SampleAnswers.Ago(130), Priority = 4, Code = "OnBattery", Subject = "rack-ups", Message = "On battery; 7m00s left." },
            new() { WallMs = SampleAnswers.Ago(90_000), Priority = 6, Code = "LabLoaded", Message = "The lab file was taken up." },
            new() { WallMs = SampleAnswers.Ago(1), Priority = 1, Code = "NodeDown", Subject = "nas", Message = "Two\nlines \u001b[31mand an escape." },
        ];
        Golden.Same("events.txt", string.Concat(events.Select(@event => EventText.Of(@event, "Europe/Berlin", Surface.Plain, SampleAnswers.Now))));
        Golden.Same("events.jsonl", string.Concat(events.Select(@event => CliJson.Row(EventJson.Of(@event)))));
    }

    private static LabStatus StatusOf(string name) => name switch
    {
        "healthy" => SampleAnswers.Healthy(),
        "on-battery" => SampleAnswers.OnBattery(),
        _ => SampleAnswers.Unknowns(),
    };

    private static Plan PlanOf(string name) => name switch
    {
        "feasible" => SamplePlans.Feasible(),
        "infeasible" => SamplePlans.Infeasible(),
        _ => SamplePlans.WithoutRuntime(),
    };

    private static Contracts.V1.Outage OutageOf(string name) => name switch
    {
        "running" => SamplePlans.Running(),
        "returning" => SamplePlans.Returning(),
        "ended" => SamplePlans.Ended(),
        "asked" => SamplePlans.Asked(),
        _ => new Contracts.V1.Outage(),
    };
}
