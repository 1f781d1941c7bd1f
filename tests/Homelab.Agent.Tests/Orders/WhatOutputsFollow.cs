using Homelab.Contracts.V1;

namespace Homelab.Agent.Tests.Orders;

public sealed class WhatOutputsFollow : IDisposable
{
    private readonly PowerDeskHarness _lab = new();

    [Fact]
    public void Is_a_lease_that_binds_until_the_outage_has_ended()
    {
        Assert.False(_lab.Desk.HoldsLease);
        Assert.Single(_lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromMinutes(5))));
        Assert.True(_lab.Desk.HoldsLease);

        // It outlives the agent's process, and so does the buzzer.
        Assert.True(_lab.Start(PowerDeskHarness.Boot).HoldsLease);
        _ = _lab.Desk.Handle(PowerDeskHarness.Ended()).ToList();
        Assert.False(_lab.Desk.HoldsLease);
    }

    [Fact]
    public void Is_no_lease_that_is_only_said()
    {
        var advisory = PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromMinutes(5));
        advisory.Lease.Advisory = true;
        Assert.Equal(LeaseVerdict.LeaseHeld, Assert.Single(_lab.Desk.Handle(advisory)).LeaseAnswer.Verdict);
        Assert.False(_lab.Desk.HoldsLease);
    }

    public void Dispose() => _lab.Dispose();
}
