using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P7 over a restart: what the coordinator before had granted binds, and not what an agent made of it by its own reading.</summary>
public class WhatWasGrantedBinds
{
    [Fact]
    public void A_lease_that_was_shortened_alone_is_lengthened_again_to_what_was_granted_also_while_its_need_is_silent()
    {
        // Alone, db sees the battery low for twelve seconds: its lease is to end when web is off. The nas cannot be heard again.
        var lab = new EngineHarness(Rack, agentsReadFeeds: true, ("u", 400));
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG")).At(20, it => it.StopCoordinator()).At(21, it => it.Agent("nas").IsLinkUp = false)
            .At(25, it => it.Ups("u").Turn("OB DISCHRG LB")).At(37, it => it.Ups("u").Turn("OB DISCHRG")).At(40, it => it.StartCoordinator());
        lab.RunUntil(39);
        Assert.True(lab.Agent("db").TrueExpiry < lab.Zero + TimeSpan.FromSeconds(60));

        lab.RunUntil(60);
        Assert.True(lab.Agent("db").TrueExpiry > lab.Zero + TimeSpan.FromSeconds(120));
        Assert.DoesNotContain("db", Order(lab));
    }
}
