using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Supply;

/// <summary>Who truly has power from what.</summary>
public sealed class PowerGrid
{
    private readonly Dictionary<string, SimulatedUps> _upses;
    private readonly Dictionary<string, bool> _walls;
    private readonly IReadOnlyDictionary<string, SimulatedMachine> _machines;
    private readonly HashSet<string> _outletsOff = [];
    private readonly TrueLoad _load;

    public PowerGrid(LabConfig lab, IReadOnlyDictionary<string, SimulatedMachine> machines, IReadOnlyDictionary<string, TimeSpan> runtimes, VirtualClock clock)
    {
        _machines = machines;
        _walls = lab.Feeds.Where(feed => feed.IsMains).ToDictionary(feed => feed.Name, _ => true);
        _upses = lab.Feeds.Where(feed => !feed.IsMains).ToDictionary(feed => feed.Name, feed => new SimulatedUps(feed, clock, runtimes[feed.Name]));
        foreach (var ups in _upses.Values)
        {
            ups.Changed = changed =>
            {
                FeedChanged(changed.Name);
                Spread();
                Reload();
            };
        }

        _load = new TrueLoad(lab, machines, feed => _upses.TryGetValue(feed, out var ups) && ups.IsLive);
        Reload();
    }

    public IReadOnlyDictionary<string, SimulatedUps> Upses => _upses;

    /// <summary>Those of the feeds that are UPSes.</summary>
    public IEnumerable<SimulatedUps> UpsesOf(IEnumerable<string> feeds) => feeds.Where(_upses.ContainsKey).Select(feed => _upses[feed]);

    internal Action<string> FeedChanged { get; set; } = _ => { };

    public bool IsLive(string feed) => _upses.TryGetValue(feed, out var ups) ? ups.IsLive : _walls.GetValueOrDefault(feed);

    /// <summary>A device on no declared feed hangs on the wall, and that is dead while any feed of the lab is without mains.</summary>
    public bool IsSupplied(ImmutableArray<string> feeds) =>
        feeds.IsEmpty ? _walls.Values.All(on => on) && _upses.Values.All(ups => ups.HasMains) : feeds.Any(IsLive);

    /// <summary>Every feed that still carries it is a battery in use.</summary>
    public bool IsDying(ImmutableArray<string> feeds)
    {
        var live = feeds.Where(IsLive).ToList();
        return live.Count > 0 && live.All(feed => _upses.TryGetValue(feed, out var ups) && ups.IsOnBattery);
    }

    public void Mains(string feed, bool on)
    {
        if (_upses.TryGetValue(feed, out var ups))
        {
            ups.Mains(on);
        }
        else
        {
            _walls[feed] = on;
            FeedChanged(feed);
            Spread();
        }
    }

    /// <summary>A machine or a feed came or went: the UPSes feel it.</summary>
    public void Reload()
    {
        foreach (var ups in _upses.Values)
        {
            if (_load.Of(ups.Name) is var (now, whole))
            {
                ups.Feel(now, whole);
            }
        }
    }

    /// <summary>Of its declared watts, from now on.</summary>
    public void Draws(string node, double ratio)
    {
        _load.Draws(node, ratio);
        Reload();
    }

    /// <summary>The outlet that a machine hangs on.</summary>
    public void SwitchOutlet(string machine, bool isOn)
    {
        if (isOn ? _outletsOff.Remove(machine) : _outletsOff.Add(machine))
        {
            Spread();
        }
    }

    private void Spread()
    {
        foreach (var machine in _machines.Values)
        {
            machine.Supply(IsSupplied(machine.Config.Feeds) && !_outletsOff.Contains(machine.Name));
        }
    }
}
