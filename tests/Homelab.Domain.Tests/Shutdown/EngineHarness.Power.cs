using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What UPSes are told, and who has power by that.</summary>
internal sealed partial class EngineHarness
{
    /// <summary>Nodes that were cut off while they ran.</summary>
    public List<string> Darkened { get; } = [];

    public int HostBoot { get; private set; } = 1;

    /// <summary>It started by itself, and with it the coordinator where that is there.</summary>
    public void CameBack(HarnessAgent agent)
    {
        if (agent.Config.IsCoordinator && Engine is null)
        {
            HostBoot++;
            StartCoordinator();
        }
    }

    /// <summary>Over the way that the feed's upsd is read by; what is asked is answered a second later, by whoever coordinates then.</summary>
    private void Ask(OutageEffect.ToUps effect)
    {
        var ups = _upses[effect.Feed];
        if (ups.Take(effect) is { } answer)
        {
            var incarnation = _incarnation;
            Clock.After(TimeSpan.FromSeconds(1), () => Alive(incarnation, () => Step(new OutageInput.CutAnswered(effect.Feed, answer))));
        }
    }

    /// <summary>What was truly done with outlets: who was switched, off or on, and whether it ran then.</summary>
    public List<(string Node, string Switched, bool Ran)> Outlets { get; } = [];

    /// <summary>What the UPS says instead of switching; null where it does.</summary>
    public string? RefusesOutlets { get; set; }

    /// <summary>A machine that has come up by its outlet.</summary>
    public TimeSpan BootTakes { get; set; } = TimeSpan.FromSeconds(30);

    private void Switch(OutageEffect.SwitchOutlet effect)
    {
        var incarnation = _incarnation;
        void Answer(bool isTaken, string detail) => Clock.After(
            TimeSpan.FromSeconds(1), () => Alive(incarnation, () => Step(new OutageInput.OutletAnswered(effect.Target, new OutletAnswer(effect.Act, isTaken, detail)))));
        if (RefusesOutlets is { } why)
        {
            Answer(false, why);
            return;
        }

        var agent = _agents[effect.Target];
        if (effect.Act == OutletAct.On)
        {
            On(agent);
            Answer(true, "on");
            return;
        }

        Outlets.Add((agent.Name, "off", agent.OffSince is null));
        if (agent.OffSince is null)
        {
            Darkened.Add(agent.Name);
            agent.SwitchOff();
        }

        agent.HasPower = false;
        Clock.After(OutletStart.Pause, () =>
        {
            On(agent);
            Answer(true, "off and on");
        });
    }

    private void On(HarnessAgent agent)
    {
        Outlets.Add((agent.Name, "on", agent.OffSince is null));
        if (!agent.HasPower)
        {
            agent.HasPower = true;
            Clock.After(BootTakes, agent.Boot);
        }
    }

    /// <summary>What hangs on nothing else loses its power, and starts again with it where it does so.</summary>
    private void Supply(HarnessUps ups)
    {
        foreach (var agent in _agents.Values.Where(agent => agent.Config.Feeds.All(feed => feed == ups.Config.Name || !_upses[feed].IsLive)))
        {
            agent.HasPower = ups.IsLive;
            if (!ups.IsLive && agent.OffSince is null)
            {
                Darkened.Add(agent.Name);
                agent.SwitchOff();
            }
            else if (ups.IsLive && agent.OffSince is not null && agent.Config.Start.Kind == StartKind.Power)
            {
                Clock.After(TimeSpan.FromSeconds(30), agent.Boot);
            }
        }

        if (ups.IsLive && Lab.CoordinatorNode is { } own)
        {
            Clock.After(TimeSpan.FromSeconds(31), () =>
            {
                if (Engine is null && _agents[own.Name].IsRunning)
                {
                    HostBoot++;
                    StartCoordinator();
                }
            });
        }
        else if (Lab.CoordinatorNode is { } host && !_agents[host.Name].IsRunning)
        {
            StopCoordinator();
        }
    }
}
