using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Rules;

/// <summary>I1. The one promise: whoever loses power was off by then, unless nobody could have seen to it.</summary>
internal sealed class NobodyLosesPowerWhileRunning : Rule
{
    /// <summary>To connect again and be told, where nothing gets lost.</summary>
    private static readonly TimeSpan ToBeTold = TimeSpan.FromSeconds(4);

    /// <summary>The same where messages get lost, and are told again every other beat.</summary>
    private static readonly TimeSpan ToBeToldAgain = TimeSpan.FromSeconds(12);

    private readonly Dictionary<string, Moment> _dyingSince = [];
    private readonly Dictionary<string, Moment> _reachedSince = [];
    private readonly Dictionary<string, Moment> _toldAt = [];
    private readonly Dictionary<string, int> _stopped = [];
    private readonly Dictionary<string, Moment> _refusedAt = [];

    public override string Id => "I1";

    internal override void FeedChanged(string feed)
    {
        foreach (var machine in Lab.Machines.Values)
        {
            if (!Lab.Grid.IsDying(machine.Config.Feeds) && Lab.Grid.IsSupplied(machine.Config.Feeds))
            {
                _dyingSince.Remove(machine.Name);
                _reachedSince.Remove(machine.Name);
                _toldAt.Remove(machine.Name);
            }
            else
            {
                _dyingSince.TryAdd(machine.Name, Lab.Clock.Now);
            }
        }
    }

    internal override void Sampled()
    {
        foreach (var name in _dyingSince.Keys)
        {
            var machine = Lab.Machines[name];
            if (machine.Refuses || machine.CannotPowerOff)
            {
                _refusedAt[name] = Lab.Clock.Now;
            }

            if (!IsReached(machine))
            {
                _reachedSince.Remove(name);
                continue;
            }

            _reachedSince.TryAdd(name, Lab.Clock.Now);
            if (_toldAt.TryGetValue(name, out var told) && told < machine.BootedAt)
            {
                _toldAt.Remove(name);
            }

            if (Lab.Clock.Now - _reachedSince[name] >= Lab.Config.Policy.Poll + Lab.Config.Policy.Beat + (Lab.Network.Faults.IsQuiet ? ToBeTold : ToBeToldAgain))
            {
                _toldAt.TryAdd(name, Lab.Clock.Now);
            }
        }
    }

    internal override void StopBegan(SimulatedAgent agent, StopCause cause) => _stopped[agent.Name] = agent.Machine.Boots;

    /// <summary>Whoever the order or its lease took down in time; not who was off anyway.</summary>
    internal override void LostPowerWhileOff(SimulatedMachine machine)
    {
        if (_stopped.TryGetValue(machine.Name, out var boot) && boot == machine.Boots)
        {
            Held();
        }
    }

    internal override void LostPower(SimulatedMachine machine)
    {
        var policy = Lab.Config.Policy;
        var upses = Lab.Grid.UpsesOf(machine.Config.Feeds).ToList();
        // For a minute after the command of a self-test nobody can tell an outage from it.
        var from = upses.Select(ups => Moment.Min(ups.HiddenUntil, Lab.Clock.Now)).Aggregate(Moment.Max(_dyingSince.GetValueOrDefault(machine.Name, Lab.Clock.Now), machine.BootedAt), Moment.Max);
        var had = Lab.Clock.Now - from;
        var needed = policy.Poll + policy.Beat + machine.StopTakes + policy.Margin;
        if (upses.Count == 0)
        {
            Excused("no battery carries it");
        }
        else if (Lab.Config.Mode == LabMode.Observe)
        {
            Excused("the lab only observes");
        }
        else if (machine.Refuses || machine.CannotPowerOff || (_refusedAt.TryGetValue(machine.Name, out var refused) && Lab.Clock.Now - refused < needed))
        {
            Excused("it refused");
        }
        else if (machine.Hangs)
        {
            Excused("its stop took longer than declared");
        }
        else if (had < needed)
        {
            Excused("there was no time");
        }
        else if (upses.Any(ups => ups.HasLied))
        {
            Excused("the UPS lied");
        }
        else if (upses.Any(ups => !ups.TellsRuntime))
        {
            Excused("the UPS tells no runtime");
        }
        else if (MovedUntold(upses))
        {
            Excused("a UPS that tells no runtime ended, and what hung on both moved to its own (P15)");
        }
        else if (upses.Any(ups => ups is { IsCutByOthers: true, ExtraTokens.Length: > 0 }))
        {
            Excused("somebody else's client cut it at an FSD that nobody could foresee (P16)");
        }
        else if (!_toldAt.TryGetValue(machine.Name, out var told) || told < machine.BootedAt || told > Lab.Clock.Now - machine.StopTakes - policy.Beat)
        {
            Excused("nobody could reach it in time");
        }
        else
        {
            Violated($"{machine.Name} loses power while {Words.Of(machine.Phase)}: it had {had.TotalSeconds:0.0} s and needed {needed.TotalSeconds:0.0} s");
        }
    }

    private bool MovedUntold(List<SimulatedUps> upses) =>
        Lab.Config.Nodes.Select(node => node.Feeds).Concat(Lab.Config.Appliances.Select(appliance => appliance.Feeds))
            .Select(feeds => Lab.Grid.UpsesOf(feeds).ToList())
            .Any(feeds => feeds.Exists(upses.Contains) && feeds.Exists(ups => ups is { TellsRuntime: false, IsEmpty: true }));

    /// <summary>By its coordinator, which tells no OB from a self-test for a minute, or, where that is lost, by its own reading of its feeds.</summary>
    private bool IsReached(SimulatedMachine machine)
    {
        var agent = Lab.Agents[machine.Name];
        if (!agent.IsUp || machine.IsSuspended)
        {
            return false;
        }

        // Alone, who is told to stay looks at nothing (P12).
        var isHeard = Lab.Coordinator.IsAwake && Lab.Network.IsOpen(Lab.Coordinator.Host, machine);
        return (isHeard || agent.State.Watch is { Blind: not { StopAfter: null } }) && Lab.Grid.UpsesOf(machine.Config.Feeds)
            .All(ups => !ups.IsOnBattery || (Lab.Clock.Now >= ups.SilentUntil && !(isHeard && Lab.Clock.Now < ups.HiddenUntil) && Lab.Coordinator.Feeds.IsReachable(isHeard ? Lab.Coordinator.Host : machine, ups.Config)));
    }
}
