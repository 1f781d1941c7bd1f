using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P30: nothing forces an operator's shutdown, so what waits for somebody who will not be seen off stays on, and is named.</summary>
public class AShutdownThatCannotBeDoneEnds
{
    private static EngineHarness Asked(Action<EngineHarness> before)
    {
        var lab = Harness(TheLabComesBack.Woken);
        before(lab);
        return lab.At(1000, it => it.Step(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["nas", "web", "db"] }));
    }

    private static JournalEntry End(EngineHarness lab) => lab.Journal.Single(entry => entry is { Transition: SequenceTransition.CauseGone, Cause: Cause.Operator });

    [Fact]
    public void With_those_on_who_are_needed_by_a_node_that_refuses()
    {
        var lab = Asked(it => it.Agent("db").Refuses()).RunUntil(1600);
        Assert.Equal(["web"], Order(lab));
        Assert.False(lab.Engine!.State.IsRunning);
        Assert.Contains("web; db refused and stays on; nas stays on for db", End(lab).Detail, StringComparison.Ordinal);
        Assert.All(lab.Agents.Where(agent => agent.IsRunning), agent => Assert.Null(agent.State.Lease));
        Assert.Empty(lab.Wire.Wakes);
    }

    [Fact]
    public void And_waits_only_its_time_for_a_node_that_nobody_has_heard()
    {
        var lab = Asked(it => it.Agent("web").SwitchOff()).RunUntil(3000);
        Assert.Equal(["db", "nas"], Order(lab));
        Assert.False(lab.Engine!.State.IsRunning);
        var presumed = lab.Journal.Single(entry => entry is { Transition: SequenceTransition.StepPresumed, Node: "web" });
        Assert.False(presumed.WasTold);
        Assert.Contains("nobody has heard it", presumed.Detail, StringComparison.Ordinal);
        Assert.True(presumed.At >= lab.Zero + lab.Lab.Policy.Restart.BootAtMost);
    }

    /// <summary>Twelve layers, each of which needs all of the next: more ways through it than anybody could walk each round.</summary>
    [Fact]
    public void And_is_judged_step_by_step_and_not_way_by_way()
    {
        string[][] layers = [.. Enumerable.Range(0, 12).Select(layer => (string[])[.. Enumerable.Range(0, 5).Select(place => $"n{layer}-{place}")])];
        var services = layers.SelectMany((layer, at) => layer.Select(name => Service($"s-{name}", [name], [.. (at + 1 < layers.Length ? layers[at + 1] : []).Select(need => $"s-{need}")])));
        var nodes = layers.SelectMany(layer => layer).Select(name => Node(name, 5, "u")).ToList();
        var lab = new EngineHarness(LabOf([Ups("u", "hub.lan")], [Hub("hub", 10, "u"), .. nodes], services), ("u", 4000));
        lab.Agent("n0-0").Refuses();
        lab.At(10, it => it.Step(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = [.. nodes.Select(node => node.Name)] })).RunUntil(200);
        Assert.False(lab.Engine!.State.IsRunning);
        Assert.Contains("n1-0 stays on for n0-0", End(lab).Detail, StringComparison.Ordinal);
        Assert.Contains("n11-4 stays on for n10-0", End(lab).Detail, StringComparison.Ordinal);
    }
}
