using Homelab.Model.Tests.Spin;

namespace Homelab.Model.Tests;

/// <summary>No run within the bounds violates a property, and nothing holds because it never happens.</summary>
public sealed class TheProtocolHolds(ITestOutputHelper output)
{
    [Fact]
    public Task With_any_one_fault_in_one_outage() => HoldsAsync(new Checking([], Faults: 1));

    [Fact]
    public Task With_two_outages_in_a_row() => HoldsAsync(new Checking([], Faults: 0, Flips: 4, Horizon: 34));

    [Fact]
    public Task With_a_shorter_battery_and_a_fault_on_the_wire() => HoldsAsync(new Checking([], Faults: 2, Kinds: FaultKinds.Shorter | FaultKinds.Wire));

    [Fact]
    [Trait("Run", "full")]
    public Task With_a_crash_of_the_coordinator_and_a_shorter_battery() => HoldsAsync(new Checking([], Faults: 2, Kinds: FaultKinds.Crash | FaultKinds.Shorter));

    [Fact]
    [Trait("Run", "full")]
    public Task With_a_partition_and_a_fault_on_the_wire() => HoldsAsync(new Checking([], Faults: 2, Kinds: FaultKinds.Partition | FaultKinds.Wire));

    [Fact]
    [Trait("Run", "full")]
    public Task With_a_partition_and_the_FSD_of_another_primary() => HoldsAsync(new Checking([], Faults: 2, Kinds: FaultKinds.Partition | FaultKinds.ForeignFsd));

    [Fact]
    [Trait("Run", "full")]
    public Task With_the_FSD_of_another_primary_that_a_node_does_not_see() => HoldsAsync(new Checking([], Faults: 2, Kinds: FaultKinds.Silence | FaultKinds.ForeignFsd));

    [Fact]
    [Trait("Run", "full")]
    public Task With_a_shorter_battery_that_a_node_does_not_see() => HoldsAsync(new Checking([], Faults: 2, Kinds: FaultKinds.Silence | FaultKinds.Shorter));

    [Fact]
    [Trait("Run", "full")]
    public Task Down_with_mains_that_go_again_unseen() => HoldsAsync(new Checking(["CHECK_Down"], Faults: 1, Flips: 3, Kinds: FaultKinds.Silence));

    [Theory]
    [InlineData("Ordered", 0)]
    [InlineData("Partitioned", 1)]
    [InlineData("Aborted", 0)]
    public async Task And_this_ending_can_be_reached(string ending, int faults)
    {
        var found = await Search.RunAsync(new Checking(["CHECK_Reach", $"REACH_{ending}"], faults));
        output.WriteLine(found.Story);
        Assert.Equal(ending, found.Violated);
    }

    private async Task HoldsAsync(Checking checking)
    {
        var found = await Search.RunAsync(checking);
        output.WriteLine($"{found.States} states");
        Assert.True(found.Violated.Length == 0, $"{found.Violated} is violated:\n{found.Story}");
        Assert.True(found.IsComplete, "The search did not visit every state.");
    }
}
