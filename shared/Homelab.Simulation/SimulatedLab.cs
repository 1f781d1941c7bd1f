using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Scripts;
using Homelab.Simulation.Supply;
using Homelab.Simulation.Timelines;
using Homelab.Simulation.Wire;

namespace Homelab.Simulation;

/// <summary>
/// A lab in memory and in virtual time. What decides is what is shipped: the outage engine, the agents' last resort, the reading of feeds.
/// What is simulated is the world around it: clocks, the network, disks, UPSes and power.
/// </summary>
public sealed class SimulatedLab
{
    /// <summary>For everybody to connect before the script begins.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    /// <summary>How long a lab that rests is looked at still: longer than any rule's bound on what must come after the mains.</summary>
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AssumedRuntime = TimeSpan.FromMinutes(10);

    private readonly Recording _recording = new();
    private readonly OutageScript _script;
    private readonly Moment _zero;
    private readonly HashSet<string> _cut = [];
    private readonly OwnUpsmon _upsmons;
    private Moment _calmSince;
    private bool _isOver;

    /// <param name="drills">What live drills proved before; null where nobody drilled.</param>
    public SimulatedLab(LabConfig lab, OutageScript script, int seed, SimulationPorts? ports = null, DrillRecord? drills = null)
    {
        (Config, _script) = (lab, script);
        ports ??= SimulationPorts.Honest;
        var random = new Random(seed);
        _zero = Clock.Now + Settling;
        Timeline = new Timeline(() => Elapsed);
        Rules = new RuleBook(this);
        Machines = lab.Nodes.ToDictionary(node => node.Name, node => Machine(node, random));
        var lasts = script.Events.Where(one => one.Act == OutageAct.Lasts).ToDictionary(one => one.Subject, one => one.Span);
        Grid = new PowerGrid(
            lab, Machines,
            lab.Feeds.ToDictionary(feed => feed.Name, feed => lasts.TryGetValue(feed.Name, out var span) ? span : feed.DeclaredRuntime ?? AssumedRuntime), Clock);
        Network = new SimulatedNetwork(lab, Grid, Clock, random);
        var host = lab.CoordinatorNode is { } own ? Machines[own.Name] : null;
        Coordinator = new SimulatedCoordinator(lab, host, Network, Grid, Machines, Clock, ports, Rules, random) { Drills = drills };
        Agents = Machines.Values.ToDictionary(machine => machine.Name, machine => new SimulatedAgent(machine, Network, Coordinator, Clock, ports, Rules));
        Coordinator.Know(Agents);
        Operator = new SimulatedOperator(this, Rules);
        _upsmons = new OwnUpsmon(this);
        Begin(random);
    }

    public LabConfig Config { get; }

    internal OutageScript Script => _script;

    public VirtualClock Clock { get; } = new();

    public IReadOnlyDictionary<string, SimulatedMachine> Machines { get; }

    public IReadOnlyDictionary<string, SimulatedAgent> Agents { get; }

    public PowerGrid Grid { get; }

    public SimulatedNetwork Network { get; }

    public SimulatedCoordinator Coordinator { get; }

    internal SimulatedOperator Operator { get; }

    public RuleBook Rules { get; }

    public Timeline Timeline { get; }

    /// <summary>Follow batteries and nodes, for a picture.</summary>
    public bool Records { get; init; }

    /// <summary>End before the script does when nothing can happen any more: most of a drawn outage would be looking at labs that rest.</summary>
    public bool EndsWhenCalm { get; init; }

    /// <summary>Everything that was ever journalled, also what a crash took before it reached the disk.</summary>
    public IReadOnlyList<JournalEntry> Journal => Rules.Written;

    /// <summary>Since the script began; negative before.</summary>
    public TimeSpan Elapsed => Clock.Now - _zero;

    public SimulationResult Run()
    {
        var end = _zero + _script.End;
        while (!_isOver && Clock.Step(end))
        {
        }

        return new SimulationResult(
            [.. Rules.Violations], Rules.Excuses.ToImmutableSortedDictionary(), Rules.HeldCounts.ToImmutableSortedDictionary(), [.. Timeline.Entries], Elapsed,
            LabTraits.Of(this, _script), _recording);
    }

    private SimulatedMachine Machine(NodeConfig node, Random random)
    {
        var machine = new SimulatedMachine(node, Clock, TimeSpan.FromSeconds(random.Next(100, 1_000_000)))
        {
            StopTakes = node.Stop * (0.3 + (0.7 * random.NextDouble())),
            Changed = Changed,
            LostPowerWhileOn = machine => Rules.LostPower(machine),
            LostPowerWhileOff = machine => Rules.LostPowerWhileOff(machine),
            LateCut = (machine, end) => Grid.Upses.Values.FirstOrDefault(each => end.LateHat.Length > 0
                ? each is { Config.Hat: { } hat, HasMains: false } && hat.Node == machine.Name
                : each.Config.Nut is { } nut && nut.Ups == end.LateCut && nut.RunsOn(machine.Name))?.CutLate(),
        };
        machine.Clock.Drift = (random.NextDouble() - 0.5) * 2e-4;
        return machine;
    }

    private void Begin(Random random)
    {
        Grid.FeedChanged = feed =>
        {
            if (Grid.Upses.TryGetValue(feed, out var ups) && ups.IsEmpty)
            {
                Timeline.Add(TimelineKind.Feed, feed, ups.HasTripped ? "is overloaded, and carries nothing any more" : "is empty");
            }

            if (ups is not null && ups.IsCut != _cut.Contains(feed))
            {
                Timeline.Add(TimelineKind.Feed, feed, ups.IsCut ? "cuts its outlets" : "carries its outlets again");
                _ = ups.IsCut ? _cut.Add(feed) : _cut.Remove(feed);
            }

            Rules.FeedChanged(feed);
        };
        Coordinator.Start();
        foreach (var agent in Agents.Values)
        {
            agent.Start(TimeSpan.FromMilliseconds(random.Next(1000)));
        }

        var player = new ScriptPlayer(this);
        foreach (var one in _script.Events)
        {
            if (one.At is { } at)
            {
                Clock.At(_zero + at, () => player.Play(one));
            }
            else
            {
                player.Play(one);
            }
        }

        Clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            Rules.Sampled();
            _upsmons.Look();
            foreach (var ups in Grid.Upses.Values)
            {
                ups.Foreigner?.Look();
            }

            if (Records)
            {
                _recording.Look(this);
            }

            _isOver = IsCalm();
            return true;
        });
    }

    private void Changed(SimulatedMachine machine)
    {
        var isHost = ReferenceEquals(machine, Coordinator.Host);
        switch (machine.Phase)
        {
            case MachinePhase.Running:
                Timeline.Add(TimelineKind.Started, machine.Name, "runs again");
                foreach (var ups in Grid.Upses.Values.Where(ups => ups.Config.Nut?.RunsOn(machine.Name) == true))
                {
                    ups.UpsdStarts();
                }

                if (isHost)
                {
                    Coordinator.Start();
                }

                Agents[machine.Name].Start(TimeSpan.FromMilliseconds(500));
                break;
            case MachinePhase.Stopping or MachinePhase.Off or MachinePhase.Waiting:
                if (machine.Phase != MachinePhase.Stopping)
                {
                    Timeline.Add(TimelineKind.Off, machine.Name, machine.Phase == MachinePhase.Off ? "is off" : "has stopped, and starts again if its power stays");
                }

                Agents[machine.Name].Stop();
                if (isHost)
                {
                    Coordinator.Stop();
                }

                break;
        }

        Grid.Reload();
    }

    private bool IsCalm()
    {
        if (!Calm.Is(this, EndsWhenCalm))
        {
            _calmSince = Clock.Now;
        }

        return Clock.Now - _calmSince > (EndsWhenCalm ? Watching + (Network.Faults.Stray > 0 ? Network.Faults.StrayFor : TimeSpan.Zero) : TimeSpan.FromSeconds(10));
    }
}
