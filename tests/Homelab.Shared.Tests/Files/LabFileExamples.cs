using Homelab.Domain.Lab;
using Homelab.Files;
using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

public class LabFileExamples
{
    [Fact]
    public void The_attic_is_read_as_it_is_written()
    {
        var result = LabFile.Read(Repository.PathOf("deploy/examples/attic.yaml"));

        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.IsError);
        var lab = Assert.IsType<LabConfig>(result.Lab);
        Assert.Equal("attic", lab.Name);
        Assert.Equal("Europe/Berlin", lab.TimeZone);
        Assert.Equal(LabMode.Observe, lab.Mode);
        Assert.Equal(["rack-ups", "desk-ups", "wall"], lab.Feeds.Select(feed => feed.Name));
        Assert.Equal(
            new FeedConfig { Name = "rack-ups", Nut = new NutSource("ups", "nas.lan"), User = "homelab", Password = "secret:rack-ups", Cut = CutMode.Return },
            lab.Feed("rack-ups"));
        Assert.True(lab.Feed("wall")!.IsMains);
        Assert.Equal("core", lab.Switch("desk")!.Behind);
        Assert.Equal("hub", lab.CoordinatorNode!.Name);
        var pi2 = lab.Node("pi2")!;
        Assert.Equal(TimeSpan.FromSeconds(20), pi2.Stop);
        Assert.Equal(new BlindPolicy(TimeSpan.FromMinutes(2)), pi2.Blind);
        Assert.Equal(StartMethod.WakeOnLan("dc:a6:32:00:00:02"), pi2.Start);
        Assert.Equal(new TcpProbe(445), lab.Node("nas")!.Probe);
        Assert.Equal(["rack-ups", "wall"], lab.Node("nas")!.Feeds);
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.Single(lab.Appliances).Stop);
        Assert.Equal(1, lab.Service("dns")!.Need);
        Assert.Equal(["dns", "tank"], lab.Service("cloud")!.Needs);
        Assert.Equal(["ingress"], lab.Service("cloud")!.Prefers);
        Assert.Equal(["caddy.service"], lab.Service("ingress")!.Units);
        Assert.Equal([new ShedRule(Tier.Edge, TimeSpan.FromMinutes(2), null), new ShedRule(Tier.Home, null, 0.5)], lab.Policy.Shed);
        Assert.Equal(new RestartPolicy(), lab.Policy.Restart);
    }

    [Theory]
    [InlineData("attic")]
    [InlineData("closet")]
    public void The_examples_hold_no_error_and_the_warnings_that_are_expected(string example)
    {
        var file = $"deploy/examples/{example}.yaml";
        var result = LabFile.Parse(Repository.Read(file), file);

        Assert.NotNull(result.Lab);
        Golden.Matches($"tests/Homelab.Shared.Tests/Files/golden/{example}.txt", Lines.Of(result.Diagnostics));
    }

    [Fact]
    public void A_service_needs_all_its_instances_unless_it_says_otherwise()
    {
        var result = LabFile.Read(Repository.PathOf("deploy/examples/closet.yaml"));

        Assert.Equal(1, result.Lab!.Service("photos")!.Need);
        var both = LabFile.Parse(Repository.Read("deploy/examples/attic.yaml").Replace("need: 1, ", "", StringComparison.Ordinal), "lab.yaml");
        Assert.Equal(2, both.Lab!.Service("dns")!.Need);
    }
}
