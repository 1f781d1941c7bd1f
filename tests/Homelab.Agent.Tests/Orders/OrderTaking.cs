using Homelab.Contracts.V1;

namespace Homelab.Agent.Tests.Orders;

public sealed class OrderTaking
{
    [Fact]
    public async Task An_order_is_obeyed_once_and_answered_each_time()
    {
        using var lab = new PowerDeskHarness();
        var order = PowerDeskHarness.Order(lab.Beat());

        var first = Assert.Single(lab.Desk.Handle(order));
        await lab.Settle(TimeSpan.FromSeconds(1));
        var second = Assert.Single(lab.Desk.Handle(order));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderState.OrderAccepted, first.Progress.State);
        Assert.Equal(OrderState.OrderPoweringOff, second.Progress.State);
        Assert.Equal([true], lab.PowerOffs);
    }

    [Fact]
    public async Task An_order_of_a_kind_that_is_not_known_here_powers_nothing_off()
    {
        using var lab = new PowerDeskHarness();
        var order = PowerDeskHarness.Order(lab.Beat());
        order.Order.Action = (OrderAction)2;

        Assert.Empty(lab.Desk.Handle(order));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Empty(lab.PowerOffs);
    }

    [Fact]
    public async Task An_order_that_was_obeyed_is_not_obeyed_again_by_the_next_process_of_the_same_boot()
    {
        using var lab = new PowerDeskHarness();
        lab.Desk.Handle(PowerDeskHarness.Order(lab.Beat()));
        await lab.Settle(TimeSpan.FromSeconds(1));

        lab.Start(PowerDeskHarness.Boot);
        var answer = Assert.Single(lab.Desk.Handle(PowerDeskHarness.Order(lab.Beat())));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderState.OrderPoweringOff, answer.Progress.State);
        Assert.Equal([true], lab.PowerOffs);
    }

    [Fact]
    public async Task A_node_that_may_not_be_powered_off_refuses()
    {
        using var lab = new PowerDeskHarness(mayPowerOff: false);

        var answer = Assert.Single(lab.Desk.Handle(PowerDeskHarness.Order(lab.Beat())));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderState.OrderRefused, answer.Progress.State);
        Assert.StartsWith("NotAllowed", answer.Progress.Detail);
        Assert.Empty(lab.PowerOffs);
    }

    [Fact]
    public async Task An_order_that_comes_after_its_lifetime_is_refused()
    {
        using var lab = new PowerDeskHarness();
        var order = PowerDeskHarness.Order(lab.Beat());
        lab.Clock.Advance(TimeSpan.FromSeconds(11));

        var answer = Assert.Single(lab.Desk.Handle(order));
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.StartsWith("Expired", answer.Progress.Detail);
        Assert.Empty(lab.PowerOffs);
    }

    [Fact]
    public void An_order_of_an_older_coordinator_is_refused()
    {
        using var lab = new PowerDeskHarness();
        lab.Desk.Handle(PowerDeskHarness.Lease(lab.Beat(), TimeSpan.FromMinutes(5), epoch: 3));

        var answer = Assert.Single(lab.Desk.Handle(PowerDeskHarness.Order(lab.Beat(), epoch: 2)));

        Assert.StartsWith("Older", answer.Progress.Detail);
    }
}
