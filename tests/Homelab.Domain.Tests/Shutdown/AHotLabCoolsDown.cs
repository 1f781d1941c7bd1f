using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.SomebodyIsStartedToLook;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Stopped for heat, everything but the hub: who reads u is started to look when nobody can be hot any more, and is not stopped again for the heat of before (P17).</summary>
public class AHotLabCoolsDown
{
    private static readonly LabConfig Hot = Attic with
    {
        Policy = Attic.Policy with { Heat = new HeatPolicy(45, TimeSpan.FromSeconds(40), 1) },
    };

    /// <summary>Everything is at 50 C from second 10 on, for as long as it runs.</summary>
    /// <param name="coolAt">The second at which it is at 30 C.</param>
    /// <param name="hubTellsUntil">The second of the hub's last word.</param>
    private static EngineHarness Play(int coolAt, int hubTellsUntil)
    {
        var lab = SomebodyIsStartedToLook.Play(Hot);
        lab.Clock.Every(TimeSpan.FromSeconds(2), () =>
        {
            var second = lab.SecondsOf(lab.Clock.Now);
            foreach (var agent in lab.Agents.Where(agent => agent.IsRunning && (agent.Name != "hub" || second <= hubTellsUntil)))
            {
                lab.Feeds.Heat.Observe(agent.Name, second >= 10 && second < coolAt ? 50 : 30, lab.Clock.Now);
            }

            return true;
        });
        lab.Agent("hub").Refuses();
        return lab.At(1400, it => it.Agent("pi").Boot());
    }

    [Fact]
    public void Nobody_is_started_to_look_while_another_node_was_hot_a_moment_ago()
    {
        var lab = Play(coolAt: 600, hubTellsUntil: 598).RunUntil(3000);
        Assert.InRange(lab.SecondsOf(Assert.Single(Looks(lab)).At), 598 + 300, 598 + 305);
        Assert.Single(lab.Stops, stop => stop.Node == "nas");
        Everybody(lab);
    }

    [Fact]
    public void Who_finds_it_hot_still_is_stopped_again()
    {
        var lab = Play(coolAt: 900, hubTellsUntil: 120).RunUntil(3000);
        Assert.Equal(2, Looks(lab).Count);
        Assert.Equal(2, lab.Stops.Count(stop => stop.Node == "nas"));
        Everybody(lab);
    }
}
