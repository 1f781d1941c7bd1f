using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Scripts;
using static Homelab.Simulation.Tests.Rack;

namespace Homelab.Simulation.Tests;

/// <summary>As <see cref="BrokenEnginesAreCaught"/>, of the rules that only say what must not happen: each is passed by the honest programs and fails where one thing is broken.</summary>
public class WhatMustNotHappenIsCaught
{
    private static void Caught<TRule>(SimulationPorts broken, LabConfig lab, double end, params OutageEvent[] events)
        where TRule : Rule
    {
        Assert.Empty(Play(SimulationPorts.Honest, lab, end, events).Run().Violations);
        Assert.Contains(Play(broken, lab, end, events).Run().Violations, violation => violation.Name == typeof(TRule).Name);
    }

    [Fact]
    public void A_lease_that_a_crash_forgets() => Caught<ACrashLengthensNoLease>(
        SimulationPorts.Honest with { AgentFile = (_, kept) => kept with { Lease = null } }, Lab, 900, At(60, OutageAct.AgentCrashes, "web", span: 5));

    [Fact]
    public void A_lease_that_a_crash_lengthens() => Caught<ACrashLengthensNoLease>(
        SimulationPorts.Honest with { AgentFile = (_, kept) => kept with { Lease = kept.Lease is { } lease ? lease with { Expiry = lease.Expiry + TimeSpan.FromSeconds(1) } : null } },
        Lab, 900, At(60, OutageAct.AgentCrashes, "web", span: 5));

    [Fact]
    public void A_lab_that_only_observes_and_is_stopped() => Caught<ObserveStopsNothing>(
        SimulationPorts.Honest with { LabOfEngine = lab => lab with { Mode = LabMode.Armed } }, Lab with { Mode = LabMode.Observe }, 900);

    [Fact]
    public void A_lease_that_is_over_before_the_grace() => Caught<AShortOutageStopsNobody>(
        SimulationPorts.Honest with { ToAgent = (_, input) => input is AgentPowerInput.LeaseCame lease ? lease with { Duration = TimeSpan.FromSeconds(0.5) } : input },
        Lab, 300, At(20, OutageAct.AgentCrashes, "db", span: 5), At(30, OutageAct.MainsBack, "ups"));

    [Fact]
    public void A_lease_that_outlives_its_boot()
    {
        OutageScript outage = new([At(10, OutageAct.LosesMains, "rack"), At(900, OutageAct.MainsBack, "rack"), At(7200, OutageAct.Ends)]);
        Assert.Empty(new SimulatedLab(Attic, outage, seed: 1).Run().Violations);
        var broken = SimulationPorts.Honest with
        {
            AgentFile = (boot, kept) => boot != "web-boot-2" ? kept : kept with { BootId = boot, HasExpired = false, Orders = kept.Orders.Clear(), Lease = kept.Lease is { } lease ? lease with { Expiry = Moment.Zero } : null },
        };
        Assert.Contains(new SimulatedLab(Attic, outage, seed: 1, broken).Run().Violations, violation => violation.Name == nameof(NoneStopsAgainWithoutANewOutage));
    }
}
