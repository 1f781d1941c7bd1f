using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Wire;

/// <summary>Messages take their time, get lost, come twice and overtake each other; switches without power carry none.</summary>
public sealed class SimulatedNetwork(LabConfig lab, PowerGrid grid, VirtualClock clock, Random random)
{
    private readonly Dictionary<string, ImmutableArray<string>> _feedsOf = lab.Switches.ToDictionary(one => one.Name, one => one.Feeds);
    private readonly HashSet<string> _dead = [];
    private readonly HashSet<string> _cutOff = [];
    private readonly Dictionary<(string, string), Moment> _last = [];
    private readonly Dictionary<(string?, string?), string[]> _ways = [];

    public WireFaults Faults { get; set; } = WireFaults.None;

    public void Kill(string switchName) => _dead.Add(switchName);

    public void Revive(string switchName) => _dead.Remove(switchName);

    public void CutOff(string node) => _cutOff.Add(node);

    public void Rejoin(string node) => _cutOff.Remove(node);

    /// <summary>Whether a frame gets from one to the other now. Null is somewhere behind all switches.</summary>
    public bool IsOpen(SimulatedMachine? from, SimulatedMachine? to)
    {
        if (ReferenceEquals(from, to))
        {
            return true;
        }

        return !(from is not null && _cutOff.Contains(from.Name))
            && !(to is not null && _cutOff.Contains(to.Name))
            && Way(from?.Config.Switch, to?.Config.Switch).All(Carries);
    }

    /// <summary>Opens a stream: that comes through or fails, and is neither lost in silence nor doubled.</summary>
    public void Open(SimulatedMachine? from, SimulatedMachine? to, Action arrives)
    {
        if (IsOpen(from, to))
        {
            Deliver(from, to, isInOrder: true, arrives);
        }
    }

    public void Send(SimulatedMachine? from, SimulatedMachine? to, bool isInOrder, Action arrives)
    {
        if (!IsOpen(from, to) || Chance(Faults.Lost))
        {
            return;
        }

        Deliver(from, to, isInOrder, arrives);
        if (Chance(Faults.Doubled))
        {
            Deliver(from, to, isInOrder, arrives);
        }
    }

    private void Deliver(SimulatedMachine? from, SimulatedMachine? to, bool isInOrder, Action arrives)
    {
        var delay = Faults.Delay + (Faults.Jitter * random.NextDouble()) + (Chance(Faults.Slow) ? Faults.SlowBy * random.NextDouble() : TimeSpan.Zero);
        var at = clock.Now + delay;
        if (isInOrder)
        {
            at = Order(from, to, at);
        }

        clock.At(at, () =>
        {
            if (!IsOpen(from, to))
            {
                return;
            }

            if (to is null)
            {
                arrives();
            }
            else
            {
                to.WhenAwake(arrives);
            }
        });
    }

    private Moment Order(SimulatedMachine? from, SimulatedMachine? to, Moment at)
    {
        var way = (from?.Name ?? "", to?.Name ?? "");
        return _last[way] = Moment.Max(_last.GetValueOrDefault(way), at);
    }

    private bool Chance(double chance) => chance > 0 && random.NextDouble() < chance;

    private bool Carries(string name) => !_dead.Contains(name) && grid.IsSupplied(_feedsOf[name]);

    private string[] Way(string? left, string? right)
    {
        if (_ways.TryGetValue((left, right), out var known))
        {
            return known;
        }

        var (one, two) = (Chain(left), Chain(right));
        var shared = one.FirstOrDefault(two.Contains);
        return _ways[(left, right)] = [.. Upto(one, shared).Concat(Upto(two, shared)).Distinct()];
    }

    private List<string> Chain(string? name)
    {
        var chain = new List<string>();
        for (var next = name; next is not null && !chain.Contains(next); next = lab.Switch(next)?.Behind)
        {
            chain.Add(next);
        }

        return chain;
    }

    private static IEnumerable<string> Upto(List<string> chain, string? last) => last is null ? chain : chain.TakeWhile(name => name != last).Append(last);
}
