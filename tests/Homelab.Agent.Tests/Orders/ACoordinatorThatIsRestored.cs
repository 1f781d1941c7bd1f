namespace Homelab.Agent.Tests.Orders;

/// <summary>A coordinator comes back from an old backup and orders in an epoch that this node left behind.</summary>
public sealed class ACoordinatorThatIsRestored
{
    /// <summary>The defence is the fence on the node's disk: without it the order of the old epoch is obeyed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_not_obeyed_also_after_a_reboot_as_long_as_the_node_remembers(bool remembers)
    {
        using var lab = new PowerDeskHarness();
        lab.Desk.Handle(PowerDeskHarness.Lease(lab.Beat(), TimeSpan.FromMinutes(5), epoch: 10));
        lab.Desk.Handle(PowerDeskHarness.Ended(epoch: 10));
        if (!remembers)
        {
            File.Delete(Path.Combine(lab.Folder, "fence.json"));
        }

        lab.Start("boot-2");
        var order = PowerDeskHarness.Order(lab.Beat(), epoch: 4);
        order.Order.BootId = "boot-2";
        var answer = Assert.Single(lab.Desk.Handle(order));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal(remembers, answer.Progress.Detail.StartsWith("Older", StringComparison.Ordinal));
        Assert.Equal(remembers ? [] : new[] { true }, lab.PowerOffs);
    }
}
