using Homelab.Domain.Health;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Health;

public sealed class ServiceHealthTests
{
    [Fact]
    public void Services_of_a_lab_that_is_well_are_ok_and_count_their_instances()
    {
        var dns = Attic.Well.Service("dns");

        Assert.Equal((HealthState.Ok, 2, 1), (dns.Health.State, dns.Up, dns.Need));
        Assert.Equal(["2 of 2 instances run, 1 must"], dns.Health.Reasons);
        Assert.Equal(["it runs on nas"], Attic.Well.Service("tank").Health.Reasons);
    }

    [Fact]
    public void One_of_two_instances_is_enough_and_degraded()
    {
        var dns = Attic.Well.Silent("pi2", 40).Service("dns");

        Assert.Equal((HealthState.Degraded, 1), (dns.Health.State, dns.Up));
        Assert.Equal(
            ["dns is DEGRADED", "1 of 2 instances run, 1 must", "because pi2 is silent for 40s", "nothing else explains it"], dns.Health.Reasons);
    }

    [Fact]
    public void Too_few_instances_are_down()
    {
        var dns = Attic.Well.Silent("pi2", 40).Silent("pi1", 40).Silent("pi3", 1).Service("dns");

        Assert.Equal((HealthState.Down, 0), (dns.Health.State, dns.Up));
    }

    [Fact]
    public void What_an_unknown_node_could_make_up_for_is_unknown_and_not_down() =>
        Assert.Equal(HealthState.Unknown, Attic.Well.NeverHeard("pi2").Silent("pi1", 40).Service("dns").Health.State);

    [Fact]
    public void What_nodes_behind_a_dark_switch_could_make_up_for_is_unreachable() =>
        Assert.Equal(HealthState.Unreachable, Attic.Well.Silent("pi2", 40).Silent("pi3", 40).Service("lab-k3s").Health.State);

    [Fact]
    public void The_chain_of_reasons_reaches_from_the_service_to_the_silent_node()
    {
        var cloud = Attic.Well.Silent("nas", 40).With("nas", state => state with { ProbeAnswers = false })
            with { Lab = Attic.Lab with { Services = [.. Attic.Lab.Services.Select(service => service.Name == "cloud" ? service with { On = ["pi1"] } : service)] } };

        Assert.Equal(
            ["cloud is DOWN", "because tank is DOWN", "because nas is silent for 40s", "nothing else explains it", "nothing answers on its TCP port 445"],
            cloud.Service("cloud").Health.Reasons);
    }

    [Fact]
    public void A_soft_need_that_is_down_only_degrades()
    {
        var cloud = Attic.Well.With("pi1", state => state with { Units = [Attic.Unit("failed", "exit-code")] }).Service("cloud");

        Assert.Equal(HealthState.Degraded, cloud.Health.State);
        Assert.Equal(["cloud is DEGRADED", "because ingress is DOWN", "because caddy.service on pi1 is failed (exit-code)"], cloud.Health.Reasons);
    }

    [Fact]
    public void Only_what_does_not_serve_is_named_as_the_cause()
    {
        var cloud = Attic.Well.Silent("pi2", 40).With("pi1", state => state with { Units = [Attic.Unit("failed", "exit-code")] }).Service("cloud");

        Assert.DoesNotContain("because dns is DEGRADED", cloud.Health.Reasons);
        Assert.Contains("because ingress is DOWN", cloud.Health.Reasons);
    }

    [Fact]
    public void A_need_that_is_degraded_lowers_nobody() =>
        Assert.Equal(HealthState.Ok, Attic.Well.Silent("pi2", 40).Service("cloud").Health.State);

    [Theory]
    [InlineData("active", "running", "loaded", HealthState.Ok)]
    [InlineData("reloading", "reload", "loaded", HealthState.Ok)]
    [InlineData("activating", "auto-restart", "loaded", HealthState.Down)]
    [InlineData("inactive", "dead", "loaded", HealthState.Down)]
    [InlineData("inactive", "dead", "not-found", HealthState.Down)]
    [InlineData("failed", "exit-code", "loaded", HealthState.Down)]
    public void A_unit_decides_over_its_instance(string active, string sub, string load, HealthState expected) =>
        Assert.Equal(expected, Attic.Well.With("pi1", state => state with { Units = [Attic.Unit(active, sub, load)] }).Service("ingress").Health.State);

    [Fact]
    public void A_unit_that_was_never_reported_is_unknown()
    {
        var ingress = Attic.Well.With("pi1", state => state with { Units = [] }).Service("ingress");

        Assert.Equal(HealthState.Unknown, ingress.Health.State);
        Assert.Contains("because pi1 has not reported caddy.service", ingress.Health.Reasons);
    }

    [Fact]
    public void A_node_whose_agent_is_gone_and_whose_port_answers_hides_its_units()
    {
        var ingress = Attic.Well.Silent("pi1", 40).With("pi1", state => state with { ProbeAnswers = true }).Service("ingress");

        Assert.Equal(HealthState.Unknown, ingress.Health.State);
    }

    [Fact]
    public void A_short_silence_keeps_counting_what_ran()
    {
        var tank = Attic.Well.Silent("nas", 10).Service("tank");

        Assert.Equal((HealthState.Degraded, 1), (tank.Health.State, tank.Up));
    }

    [Fact]
    public void Maintenance_of_the_only_node_is_the_services_state_too()
    {
        var tank = Attic.Well.Silent("nas", 40).With("nas", state => state with { MaintenanceLeft = TimeSpan.FromHours(1) });

        Assert.Equal(HealthState.Maintenance, tank.Service("tank").Health.State);
        Assert.Equal(HealthState.Maintenance, tank.Service("cloud").Health.State);
    }

    [Fact]
    public void A_service_goes_on_running_on_a_node_in_maintenance_that_is_heard() =>
        Assert.Equal(HealthState.Ok, Attic.Well.With("nas", state => state with { MaintenanceLeft = TimeSpan.FromHours(1) }).Service("tank").Health.State);

    [Fact]
    public void A_circle_of_needs_ends_and_carries_the_worst_around()
    {
        var circle = Attic.Well.Silent("nas", 40) with
        {
            Lab = Attic.Lab with
            {
                Services =
                [
                    new ServiceConfig { Name = "a", On = ["pi1"], Needs = ["b"] },
                    new ServiceConfig { Name = "b", On = ["pi1"], Needs = ["c"] },
                    new ServiceConfig { Name = "c", On = ["nas"], Needs = ["a"] },
                ],
            },
        };

        Assert.All(["a", "b", "c"], name => Assert.Equal(HealthState.Down, circle.Service(name).Health.State));
        Assert.Equal(["a is DOWN", "because b is DOWN", "because c is DOWN", "because nas is silent for 40s", "nothing else explains it"], circle.Service("a").Health.Reasons);
    }

    [Fact]
    public void A_service_without_instances_stands_for_what_it_needs()
    {
        var group = Attic.Lab with { Services = Attic.Lab.Services.Add(new ServiceConfig { Name = "everything", Needs = ["tank", "not-there"] }) };

        Assert.Equal(HealthState.Ok, (Attic.Well with { Lab = group }).Service("everything").Health.State);
        Assert.Equal(HealthState.Down, (Attic.Well with { Lab = group }).Silent("nas", 40).Service("everything").Health.State);
    }
}
