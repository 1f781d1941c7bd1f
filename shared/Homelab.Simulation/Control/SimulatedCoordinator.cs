using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Supply;
using Homelab.Simulation.Wire;

namespace Homelab.Simulation.Control;

/// <summary>The coordinator's process: the shipped engine, the shipped reading of feeds, a journal on disk, and streams.</summary>
public sealed partial class SimulatedCoordinator
{
    /// <summary>The shipped runner ticks every 200 ms; a slower one is what a busy machine makes of it, and costs less to simulate.</summary>
    private readonly TimeSpan _tickPeriod;

    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(1);

    private readonly VirtualClock _clock;
    private readonly HostClock _own;
    private readonly SimulatedNetwork _network;
    private readonly FeedPolling _feeds;
    private readonly SimulationPorts _ports;
    private readonly RuleBook _rules;
    private readonly Random _random;
    private readonly Dictionary<string, int> _streams = [];
    private readonly Dictionary<string, string> _met = [];
    private IReadOnlyDictionary<string, SimulatedAgent> _agents = new Dictionary<string, SimulatedAgent>();
    private ulong _epoch;
    private int _process;
    private int _lastStream;

    internal SimulatedCoordinator(
        LabConfig lab, SimulatedMachine? host, SimulatedNetwork network, PowerGrid grid, IReadOnlyDictionary<string, SimulatedMachine> machines,
        VirtualClock clock, SimulationPorts ports, RuleBook rules, Random random)
    {
        (Lab, Host, _network, _clock, _ports, _rules, _random) = (lab, host, network, clock, ports, rules, random);
        _tickPeriod = TimeSpan.FromMilliseconds(random.Next(4) == 0 ? 200 : 700);
        _own = host?.Clock ?? new HostClock(clock, TimeSpan.FromDays(3));
        _feeds = new FeedPolling(lab, host, grid, machines, network);
        Journal = new DurableJournal(ports);
        Grid = grid;
    }

    public LabConfig Lab { get; }

    internal PowerGrid Grid { get; }

    /// <summary>Null where it runs on a machine outside of the lab.</summary>
    public SimulatedMachine? Host { get; }

    public DurableJournal Journal { get; }

    /// <summary>What live drills proved before; it lies in a store that no outage takes away.</summary>
    public DrillRecord? Drills { get; init; }

    public OutageEngine? Engine { get; private set; }

    /// <summary>Null unless the ports ask for it; what it kept outlives the process.</summary>
    public OutageRecorder? Recorder { get; private set; }

    public bool IsUp => Engine is not null;

    /// <summary>It runs, and its host is awake.</summary>
    public bool IsAwake => IsUp && Host is not { IsSuspended: true };

    /// <summary>The wall clock's error; decisions never look at it.</summary>
    public TimeSpan WallClockError { get; set; }

    private DateTimeOffset Wall => DateTimeOffset.UnixEpoch + (_clock.Now - Moment.Zero) + WallClockError;

    public CrashPlan? Crash { get; set; }

    public HostClock Clock => _own;

    public FeedPolling Feeds => _feeds;

    internal void Know(IReadOnlyDictionary<string, SimulatedAgent> agents) => _agents = agents;

    /// <summary>This boot of it has said hello.</summary>
    internal bool HasMet(SimulatedMachine machine) => _met.GetValueOrDefault(machine.Name) == machine.BootId;

    /// <summary>An earlier coordinator left it with a lease, or with none: this one has not heard it.</summary>
    internal bool MayHaveLeft(string node) => _process > 1 && !_streams.ContainsKey(node);

    internal int NextStream() => ++_lastStream;

    public void Start()
    {
        if (IsUp || Host is { IsRunning: false })
        {
            return;
        }

        var process = ++_process;
        _epoch++;
        _feeds.Restart();
        Engine = new OutageEngine(
            _ports.LabOfEngine(Lab), new Fence($"lab:{Lab.Name}", _epoch, $"instance-{_epoch}", 0), Host?.BootId ?? "outside", Journal.Read(), _own.Own, drills: Drills);
        Recorder = _ports.KeepsRecord ? new OutageRecorder(Host?.BootId ?? "outside", Recorder?.Record, Journal.Read(), Lab) : null;
        _rules.CoordinatorStarted(this);
        Loop(process, () => Engine!.State.IsRunning || Engine.Plan is not null ? _tickPeriod : QuietPeriod, () => Step(new OutageInput.Tick()));
        Loop(process, () => QuietPeriod, Poll);
    }

    public void Stop()
    {
        if (!IsUp)
        {
            return;
        }

        Engine = null;
        Journal.Forget();
        _process++;
        _streams.Clear();
        foreach (var agent in _agents.Values)
        {
            agent.NobodyListens();
        }
    }

    public void CrashFor(TimeSpan span)
    {
        Stop();
        _clock.After(span, Start);
    }

    internal void Ask(OutageInput.OperatorAsked asked) => Step(asked);

    /// <summary>False where it would say that it reads its feeds first.</summary>
    internal bool Listens()
    {
        Step(new OutageInput.Tick());
        return Engine is { IsReadingFirst: false };
    }

    internal void Receive(SimulatedAgent agent, OutageInput input, int stream)
    {
        if (!IsUp)
        {
            return;
        }

        if (input is OutageInput.NodeHello hello)
        {
            _streams[agent.Name] = stream;
            _met[agent.Name] = hello.BootId;
        }

        if (_streams.GetValueOrDefault(agent.Name) == stream)
        {
            Step(input);
            TellUnits(agent, input);
        }
        else
        {
            agent.Reset(stream);
        }
    }

    private void Poll()
    {
        _feeds.Poll(_own.Own, _clock.Now, Wall);
        foreach (var machine in _streams.Keys.Select(name => _agents[name].Machine).Where(IsReading))
        {
            _feeds.Heat.Observe(machine.Name, machine.Celsius!.Value, _own.Own);
        }

        Step(new OutageInput.FeedsAssessed(_feeds.Assess(_own.Own)));
    }

    private void Step(OutageInput input)
    {
        foreach (var mapped in _ports.ToEngine(input))
        {
            if (Engine is not { } engine)
            {
                return;
            }

            var wall = Wall;
            var (entries, effects) = engine.Step(mapped, wall, _own.Own);
            _rules.Stepped(this, engine);
            if (Write(entries) is { } isKept)
            {
                Recorder?.See(mapped, entries, engine.Plan, engine.Feeds, engine.InForce, wall, _own.Own);
                Perform(engine, isKept ? effects : Unjournalled.MayStill(effects));
                foreach (var withheld in isKept ? [] : Unjournalled.Withheld(effects))
                {
                    Hear(withheld, TimeSpan.Zero);
                }
            }
        }
    }

    /// <summary>Its sensors are heard: readings come over the stream of the beats.</summary>
    private bool IsReading(SimulatedMachine machine) => machine is { Celsius: not null, IsRunning: true, IsSuspended: false } && _network.IsOpen(machine, Host);

    /// <summary>Null where the process died over it.</summary>
    private bool? Write(ImmutableArray<JournalEntry> entries)
    {
        if (Crash is { } crash && entries.FirstOrDefault(entry => entry.Transition == crash.Transition) is { } fatal)
        {
            Crash = null;
            _rules.CoordinatorCrashed(crash);
            var kept = entries.TakeWhile(entry => entry != fatal).Concat(crash.Side == CrashSide.AfterWrite ? [fatal] : []).ToList();
            Journal.TryAppend(kept, _clock.Now);
            kept.ForEach(_rules.Journalled);
            CrashFor(crash.For);
            return null;
        }

        var isKept = Journal.TryAppend(entries, _clock.Now);
        foreach (var entry in entries)
        {
            _rules.Journalled(entry);
        }

        return isKept;
    }

    private void Perform(OutageEngine engine, ImmutableArray<OutageEffect> effects)
    {
        foreach (var effect in effects.SelectMany(effect => _ports.FromEngine(engine, effect)))
        {
            _rules.Performed(effect);
            switch (effect)
            {
                case OutageEffect.ToNode toNode:
                    Send(toNode);
                    break;
                case OutageEffect.WakeNode wake:
                    Wake(Host, wake.Target);
                    break;
                case OutageEffect.ToUps toUps:
                    Tell(toUps);
                    break;
                case OutageEffect.SwitchOutlet outlet:
                    Switch(outlet);
                    break;
                case OutageEffect.KeepEpoch kept:
                    _epoch = kept.Epoch;
                    break;
                case OutageEffect.Announce:
                    break;
                default:
                    throw new NotSupportedException($"The simulator does not know what {effect.GetType().Name} does to the world.");
            }
        }
    }

    /// <summary>A broadcast: it reaches what is in the segment of who sends it.</summary>
    internal void Wake(SimulatedMachine? from, string target)
    {
        var machine = _agents[target].Machine;
        if (from is null || from.Config.Switch == machine.Config.Switch)
        {
            _network.Send(from, machine, isInOrder: false, () => machine.MagicPacket());
        }
    }

    private void Send(OutageEffect.ToNode effect)
    {
        var (agent, stream) = (_agents[effect.Node], _streams.GetValueOrDefault(effect.Node));
        _network.Send(Host, agent.Machine, isInOrder: _network.Faults.IsQuiet, () => agent.Receive(effect, stream, isStray: false));
        if (_network.Faults.Stray > 0 && _random.NextDouble() < _network.Faults.Stray)
        {
            _clock.After(_network.Faults.StrayFor * _random.NextDouble(), () => agent.Machine.WhenAwake(() => agent.Receive(effect, stream, isStray: true)));
        }
    }

    private void Loop(int process, Func<TimeSpan> period, Action action) => _clock.After(period(), () =>
    {
        if (process != _process)
        {
            return;
        }

        if (IsAwake)
        {
            action();
        }

        if (process == _process)
        {
            Loop(process, period, action);
        }
    });
}
