using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnAgentAlone;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What its own reading means to an agent that hears its coordinator (P9).</summary>
public class AnAgentThatIsHeard
{
    [Fact]
    public void While_it_hears_its_coordinator_its_own_reading_ends_shortens_and_takes_nothing()
    {
        var heard = Leased(OneUps, "u") with { HeardAt = At(110) };
        Assert.Equal(At(400), Read(heard, 111, OnLine("u", 111, since: 90)).State.Lease!.Expiry);
        Assert.Null(Read(Alone(OneUps) with { HeardAt = At(110) }, 111, OnBattery("u", 111)).State.Lease);

        var ending = heard with { HeardAt = At(390) };
        Assert.Equal(At(400), Read(ending, 391, OnBattery("u", 391, runtime: 1)).State.Lease!.Expiry);
    }

    /// <summary>The word that the mains are back may be on its way.</summary>
    [Fact]
    public void A_lease_that_is_about_to_run_out_is_extended_on_line_also_where_the_coordinator_is_heard_P9()
    {
        var heard = Leased(OneUps, "u") with { HeardAt = At(390) };
        var begins = At(400) - OneUps.Policy.MaxAge - OneUps.Wait;
        Assert.False(heard.IsWatching(begins - TimeSpan.FromMilliseconds(1)));
        Assert.True(heard.IsWatching(begins));
        var (extended, _) = Read(heard, 391, OnLine("u", 391, since: 300));
        Assert.True(extended.Lease!.Expiry > At(400));
        Assert.Empty(Tick(extended with { HeardAt = At(400) }, 401).Effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Single(Tick(Read(heard, 391, Unread("u", 380)).State with { HeardAt = At(400) }, 401).Effects.OfType<AgentPowerEffect.PowerOff>());
    }
}
