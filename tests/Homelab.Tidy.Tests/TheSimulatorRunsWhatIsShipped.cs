using Homelab.Tidy.Tests.Code;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Homelab.Tidy.Tests;

/// <summary>The simulator decides nothing: it runs the types that are shipped, and replaces only clock, network, disk, UPS and power.</summary>
public sealed class TheSimulatorRunsWhatIsShipped
{
    private static readonly List<SourceFile> Simulator =
        [.. SourceFile.Shipped.Where(file => file.RelativePath.StartsWith("shared/Homelab.Simulation/", StringComparison.Ordinal))];

    private static readonly List<SourceFile> Domain =
        [.. SourceFile.Shipped.Where(file => file.RelativePath.StartsWith("shared/Homelab.Domain/", StringComparison.Ordinal))];

    [Theory]
    [InlineData("OutageEngine")]
    [InlineData("FeedDesk")]
    [InlineData("FeedAssessor")]
    [InlineData("UpsVariables")]
    public void It_uses(string shipped)
    {
        Assert.Contains(Simulator, file => file.Names(shipped));
        Assert.Contains(Domain, file => file.TypeNames.Contains(shipped));
    }

    [Fact]
    public void It_asks_the_shipped_last_resort_for_every_input_of_an_agent() =>
        Assert.Contains(Simulator, file => file.Calls("LastResort", "Advance"));

    /// <summary>What may still happen when nothing can be written is decided in one place for the shells that are shipped and for those that are played.</summary>
    [Theory]
    [InlineData("Unjournalled", "MayStill", "coordinator/")]
    [InlineData("Unjournalled", "Withheld", "coordinator/")]
    [InlineData("Unkept", "IsToBeKept", "agent/")]
    [InlineData("Unkept", "MayStill", "agent/")]
    public void Its_shells_ask_what_the_shipped_shells_ask(string type, string member, string shell)
    {
        Assert.Contains(Simulator, file => file.Calls(type, member));
        Assert.Contains(SourceFile.Shipped, file => file.RelativePath.StartsWith(shell, StringComparison.Ordinal) && file.Calls(type, member));
    }

    /// <summary>A type of the domain's name would be a second version of it.</summary>
    [Fact]
    public void It_declares_no_type_that_the_domain_has()
    {
        var domain = Domain.SelectMany(file => file.TypeNames).ToHashSet();
        var own = Simulator.SelectMany(file => file.TypeNames).ToList();
        Assert.True(own.Count > 50 && domain.Count > 200, $"{own.Count} types of the simulator, {domain.Count} of the domain");
        Assert.DoesNotContain(own, domain.Contains);
    }

    /// <summary>Who plans, sequences, confirms, grants leases or judges a trigger is the domain alone; each name is one that it has.</summary>
    [Theory]
    [InlineData("StopPlanner", "Plan")]
    [InlineData("Sequence", "Advance")]
    [InlineData("Sequence", "Apply")]
    [InlineData("LeaseRule", "Next")]
    [InlineData("Confirmation", "Judge")]
    [InlineData("PhaseAdvance", "Into")]
    [InlineData("StepAdvance", "Into")]
    [InlineData("AgentAlone", "Advance")]
    [InlineData("UnitOrders", "Release")]
    [InlineData("Takeover", "Judge")]
    public void It_does_not_decide_by_itself(string type, string member)
    {
        Assert.Contains(Domain, file => file.Calls(type, member));
        Assert.DoesNotContain(Simulator, file => file.Calls(type, member));
    }

    /// <summary>Clock, network, disk, UPSes and power lie in these folders, machines and agents among them; the rest draws, plays, watches and tells.</summary>
    [Fact]
    public void What_it_replaces_lies_where_it_is_named()
    {
        string[] worlds = ["Machines", "Wire", "Control", "Supply"];
        string[] others = ["Draws", "Scripts", "Rules", "Timelines"];
        var folders = Simulator.Select(file => file.RelativePath.Split('/')).Where(parts => parts.Length > 3).Select(parts => parts[2]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(worlds.Concat(others).Order(StringComparer.Ordinal), folders);
    }

    /// <summary>A port that a test leaves alone hands on what came: nothing stands between the shipped types and the world.</summary>
    [Fact]
    public void An_honest_port_changes_nothing()
    {
        var ports = Assert.Single(Simulator, file => file.TypeNames.Contains("SimulationPorts"));
        string[] defaults = ["entry => entry", "lab => lab", "input => [input]", "(_, effect) => [effect]", "(_, input) => input", "(_, kept) => kept", "_ => true"];
        var found = ports.Root.DescendantNodes().OfType<PropertyDeclarationSyntax>().Where(port => port.Initializer is not null).Select(port => port.Initializer!.Value.ToString()).ToList();
        Assert.Equal(defaults, found);
    }
}
