using Homelab.Contracts.V1;

namespace Homelab.Agent.Tests.Orders;

public sealed class UnitsAreStopped
{
    private static OrderState Last(PowerDeskHarness lab) => lab.Posted[^1].Progress.State;

    [Fact]
    public async Task An_order_to_units_is_obeyed_once_answered_each_time_and_leaves_the_node_on()
    {
        using var lab = new PowerDeskHarness();
        var order = PowerDeskHarness.StopUnits(lab.Beat());

        Assert.Equal(OrderState.OrderAccepted, lab.Desk.Handle(order).Single().Progress.State);
        await lab.Desk.LastUnits;
        Assert.Equal(OrderState.OrderUnitsStopped, Last(lab));
        Assert.Equal(OrderState.OrderUnitsStopped, lab.Desk.Handle(order).Single().Progress.State);
        await lab.Settle(TimeSpan.FromSeconds(1));

        Assert.Equal(["stop web.service web.socket"], lab.Units.Asked);
        Assert.Empty(lab.PowerOffs);
    }

    [Fact]
    public async Task It_is_said_how_long_they_took_P21()
    {
        using var lab = new PowerDeskHarness();
        lab.Units.Stopping = () => lab.Clock.Advance(TimeSpan.FromSeconds(7));
        lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat()));
        await lab.Desk.LastUnits;
        Assert.Equal((OrderState.OrderUnitsStopped, 7000), (Last(lab), lab.Posted[^1].Progress.TookMs));
    }

    [Fact]
    public async Task What_does_not_stop_is_said()
    {
        using var lab = new PowerDeskHarness();
        lab.Units.Fails = true;
        lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat()));
        await lab.Desk.LastUnits;
        Assert.Equal((OrderState.OrderFailed, "still active after 20 s: web.service"), (Last(lab), lab.Posted[^1].Progress.Detail));
    }

    [Fact]
    public void Another_boot_and_an_older_coordinator_stop_nothing()
    {
        using var lab = new PowerDeskHarness();
        Assert.Equal(OrderState.OrderRefused, lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat(), boot: "boot-0")).Single().Progress.State);
        lab.Desk.Handle(PowerDeskHarness.Lease(lab.Beat(), TimeSpan.FromMinutes(5), epoch: 3));
        Assert.Equal(OrderState.OrderRefused, lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat(), epoch: 2)).Single().Progress.State);
        Assert.Empty(lab.Units.Asked);
    }

    [Fact]
    public void A_node_that_may_not_be_powered_off_stops_no_unit_either()
    {
        using var lab = new PowerDeskHarness(mayPowerOff: false);
        var answer = lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat())).Single().Progress;
        Assert.Equal(OrderState.OrderRefused, answer.State);
        Assert.Empty(lab.Units.Asked);
    }

    [Fact]
    public async Task When_the_outage_ends_what_ran_before_runs_again_the_last_stopped_first_also_after_a_restart_of_the_agent()
    {
        using var lab = new PowerDeskHarness();
        lab.Desk.Handle(PowerDeskHarness.Lease(lab.Beat(), TimeSpan.FromMinutes(5)));
        lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat()));
        await lab.Desk.LastUnits;
        lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat(), "db"));
        await lab.Desk.LastUnits;

        lab.Start(PowerDeskHarness.Boot);
        lab.Desk.Handle(PowerDeskHarness.Ended());
        await lab.Desk.LastUnits;
        lab.Desk.Handle(PowerDeskHarness.Ended());

        Assert.Equal(["stop web.service web.socket", "stop db.service db.socket", "start db.service web.service"], lab.Units.Asked);
    }

    [Fact]
    public async Task Another_boot_starts_nothing_again()
    {
        using var lab = new PowerDeskHarness();
        lab.Desk.Handle(PowerDeskHarness.Lease(lab.Beat(), TimeSpan.FromMinutes(5)));
        lab.Desk.Handle(PowerDeskHarness.StopUnits(lab.Beat()));
        await lab.Desk.LastUnits;

        lab.Start("boot-2");
        lab.Desk.Handle(PowerDeskHarness.Ended());
        Assert.DoesNotContain(lab.Units.Asked, asked => asked.StartsWith("start", StringComparison.Ordinal));
    }
}
