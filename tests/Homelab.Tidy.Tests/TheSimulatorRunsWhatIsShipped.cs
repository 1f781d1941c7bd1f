using Homelab.Tidy.Tests.Code;

namespace Homelab.Tidy.Tests;

/// <summary>The simulator decides nothing: it runs the types that are shipped, and replaces only clock, network, disk, UPS and power.</summary>
public sealed class TheSimulatorRunsWhatIsShipped
{
    private static readonly List<SourceFile> Simulator =
        [.. SourceFile.Shipped.Where(file => file.RelativePath.StartsWith("shared/Homelab.Simulation/", StringComparison.Ordinal))];

    [Theory]
    [InlineData("OutageEngine")]
    [InlineData("FeedDesk")]
    [InlineData("FeedAssessor")]
    [InlineData("UpsVariables")]
    public void It_uses(string shipped)
    {
        Assert.Contains(Simulator, file => file.Names(shipped));
        Assert.Contains(SourceFile.Shipped, file => file.RelativePath.StartsWith("shared/Homelab.Domain/", StringComparison.Ordinal) && file.TypeNames.Contains(shipped));
    }

    [Fact]
    public void It_asks_the_shipped_last_resort_for_every_input_of_an_agent() =>
        Assert.Contains(Simulator, file => file.Calls("LastResort", "Advance"));

    /// <summary>A type of the domain's name would be a second version of it.</summary>
    [Fact]
    public void It_declares_no_type_that_the_domain_has()
    {
        var domain = SourceFile.Shipped.Where(file => file.RelativePath.StartsWith("shared/Homelab.Domain/", StringComparison.Ordinal)).SelectMany(file => file.TypeNames).ToHashSet();
        Assert.DoesNotContain(Simulator.SelectMany(file => file.TypeNames), domain.Contains);
    }

    /// <summary>Who plans, sequences, confirms or grants leases is the engine alone.</summary>
    [Fact]
    public void It_decides_nothing_by_itself()
    {
        (string Type, string Member)[] deciding =
            [("StopPlanner", "Plan"), ("Sequence", "Advance"), ("Sequence", "Apply"), ("LeaseRule", "Next"), ("Confirmation", "Judge")];
        Assert.Empty(Simulator.SelectMany(file => deciding.Where(one => file.Calls(one.Type, one.Member)).Select(one => $"{file}: {one.Type}")));
    }
}
