using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Wire;

namespace Homelab.Simulation.Machines;

/// <summary>The process on a node that runs the shipped <see cref="LastResort"/>: beats, leases, orders, and what it keeps over a crash.</summary>
public sealed class SimulatedAgent
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(250);

    private readonly VirtualClock _clock;
    private readonly SimulatedNetwork _network;
    private readonly SimulatedCoordinator _coordinator;
    private readonly SimulationPorts _ports;
    private readonly RuleBook _rules;
    private readonly Dictionary<string, Fence> _orders = [];
    private readonly OwnReading _own;
    private readonly ExpiryLook _expiry;
    private SentBeats _beats = new();
    private int _process;
    private int _stream;

    internal SimulatedAgent(SimulatedMachine machine, SimulatedNetwork network, SimulatedCoordinator coordinator, VirtualClock clock, SimulationPorts ports, RuleBook rules)
    {
        (Machine, _network, _coordinator, _clock, _ports, _rules, Store) = (machine, network, coordinator, clock, ports, rules, new AgentStore(ports.AgentFile));
        Beat = coordinator.Lab.Policy.Beat;
        State = new AgentPowerState { BootId = machine.BootId };
        _expiry = new ExpiryLook(machine, clock, TickPeriod);
        _own = new OwnReading(machine, coordinator.Feeds, coordinator.Grid);
    }

    public SimulatedMachine Machine { get; }

    public string Name => Machine.Name;

    public AgentPowerState State { get; private set; }

    public bool IsUp { get; private set; }

    public TimeSpan Beat { get; }

    internal AgentStore Store { get; }

    /// <summary>How far the coordinator's idea of this host's clock may be off: nothing tells it how long a message was on its way.</summary>
    internal WayTimes Ways { get; } = new();

    /// <summary>In true time; null where it holds no lease that stops anything, or has taken an order, which is a lease that ends there.</summary>
    public Moment? TrueExpiry =>
        Machine.IsRunning && State.Lease is { Advisory: false } lease && State.Orders.Values.All(order => order.Kind == OrderAnswerKind.Failed)
            ? Machine.Clock.ToTrue(lease.Expiry)
            : null;

    /// <param name="phase">Agents do not beat in step.</param>
    public void Start(TimeSpan phase)
    {
        var process = ++_process;
        (IsUp, _stream, _beats) = (true, 0, new SentBeats());
        _own.Forget();
        State = Store.Load(Machine.BootId, !Machine.Refuses);
        Watch();
        _clock.After(phase, () =>
        {
            if (Lives(process))
            {
                BeatOnce();
                _clock.Every(Beat, () => Lives(process) && BeatOnce());
                _clock.Every(TimeSpan.FromSeconds(1), () => Lives(process) && LookOnce());
            }
        });
    }

    /// <summary>The process ends: by a crash, or because its machine goes down.</summary>
    public void Stop()
    {
        _process++;
        IsUp = false;
        if (_stream != 0)
        {
            var stream = _stream;
            _stream = 0;
            _network.Send(Machine, _coordinator.Host, isInOrder: true, () => _coordinator.Receive(this, new OutageInput.NodeGone(Name), stream));
        }
    }

    public void Crash(TimeSpan restartsAfter)
    {
        if (!IsUp)
        {
            return;
        }

        var (boots, before) = (Machine.Boots, State);
        Stop();
        _clock.After(restartsAfter, () => Machine.WhenAwake(() =>
        {
            if (!IsUp && Machine.IsRunning && Machine.Boots == boots)
            {
                Start(TimeSpan.FromMilliseconds(100));
                _rules.AgentRestarted(this, before, State);
            }
        }));
    }

    public void NobodyListens()
    {
        _stream = 0;
        Ways.Broken(_clock.Now);
    }

    /// <summary>The coordinator does not know this stream: it is reset.</summary>
    internal void Reset(int stream) => _stream = _stream == stream ? 0 : _stream;

    /// <summary>By its file, which an agent reads as it starts: its next word is a hello.</summary>
    public void Refuse() => (State, _stream) = (State with { MayPowerOff = false }, 0);

    /// <summary>A frame of the coordinator's. A stray one comes from another stream, or for another boot.</summary>
    internal void Receive(OutageEffect effect, int stream, bool isStray)
    {
        if (IsUp && effect is OutageEffect.AskToWake wake)
        {
            _coordinator.Wake(Machine, wake.Target);
        }
        else if (IsUp && (isStray || stream == _stream) && AgentFrames.Input(effect, _beats) is { } input)
        {
            Take(input);
        }
    }

    private bool Lives(int process) => process == _process;

    private bool BeatOnce()
    {
        if (Machine.IsSuspended)
        {
            return true;
        }

        if (!_coordinator.IsUp || !_network.IsOpen(Machine, _coordinator.Host))
        {
            _stream = 0;
            return true;
        }

        var own = Machine.Clock.Own;
        if (_stream == 0)
        {
            _stream = _coordinator.NextStream();
            HeldLease? lease = State.Lease is { } held ? new HeldLease(held.OutageId, held.Expiry - own, held.Granted - own) : null;
            Tell(new OutageInput.NodeHello(
                Name, State.BootId, own, State.Seen, lease, [.. State.Orders.Values, .. State.UnitOrders.Select(order => order.Answer)],
                State.HeardAt is null ? null : State.Heard, State.HeardAt is { } heard ? own - heard : default) { HasLocalUpsmon = Machine.HasUpsmon, MayPowerOff = State.MayPowerOff });
        }
        else
        {
            Tell(new OutageInput.NodeBeat(Name, _beats.Next(own), own, State.Lease?.OutageId ?? "") { UnitsOutageId = State.UnitsOutageId });
        }

        return true;
    }

    /// <summary>While nobody speaks it reads its feeds by itself (P9, P12).</summary>
    private bool LookOnce()
    {
        if (Machine.IsSuspended)
        {
            return true;
        }

        var own = Machine.Clock.Own;
        if (State.IsWatching(own))
        {
            Take(new AgentPowerInput.FeedsRead(_own.Read(State.Watch!, own)));
        }
        else
        {
            _own.Forget();
        }

        return true;
    }

    private void Tell(OutageInput input)
    {
        var (sent, stream) = (_clock.Now, _stream);
        if (stream == 0)
        {
            return;
        }

        void Arrives()
        {
            if (input is OutageInput.NodeHello or OutageInput.NodeBeat)
            {
                Ways.Took(_clock.Now, _clock.Now - sent);
            }

            _coordinator.Receive(this, input, stream);
        }

        if (input is OutageInput.NodeHello)
        {
            _network.Open(Machine, _coordinator.Host, Arrives);
        }
        else
        {
            _network.Send(Machine, _coordinator.Host, isInOrder: true, Arrives);
        }
    }

    private void Take(AgentPowerInput input)
    {
        var before = State;
        var (next, effects) = LastResort.Advance(State, _ports.ToAgent(this, input), Machine.Clock.Own);
        State = next;
        effects = !Unkept.IsToBeKept(effects) || Store.Keep(next) ? effects : Unkept.MayStill(effects);
        if (input is AgentPowerInput.OrderCame order)
        {
            _orders[order.OrderId] = order.Fence;
        }

        _rules.AgentTook(this, input, before, next);
        foreach (var effect in effects.Where(_ports.FromAgent))
        {
            Perform(effect);
        }

        Watch();
    }

    private void Perform(AgentPowerEffect effect)
    {
        switch (effect)
        {
            case AgentPowerEffect.KeepFence fence:
                Store.KeepFence(fence.Fence);
                break;
            case AgentPowerEffect.KeepWatch watch:
                Store.KeepWatch(watch.Watch);
                break;
            case AgentPowerEffect.AnswerLease or AgentPowerEffect.AnswerOrder:
                Tell(AgentFrames.Answer(Name, effect));
                break;
            case AgentPowerEffect.StopUnits units:
                Machine.Units.Stop(units, WhileAlive<AgentPowerInput>(Take));
                break;
            case AgentPowerEffect.StartUnits units:
                Machine.Units.Start(units.Units);
                break;
            case AgentPowerEffect.PowerOff off:
                var asked = WhileAlive<AgentPowerEffect.PowerOff>(PowerOff);
                _clock.After(TickPeriod, () => Machine.WhenAwake(() => asked(off)));
                break;
        }
    }

    private Action<T> WhileAlive<T>(Action<T> action)
    {
        var process = _process;
        return what =>
        {
            if (Lives(process))
            {
                action(what);
            }
        };
    }

    private void PowerOff(AgentPowerEffect.PowerOff off)
    {
        var isTaken = !Machine.CannotPowerOff;
        var fence = off.OrderId.Length > 0 ? _orders.GetValueOrDefault(off.OrderId, Fence.None) : State.Lease?.Fence ?? Fence.None;
        Take(new AgentPowerInput.PowerOffAnswered(off.OrderId, isTaken, isTaken ? "taken" : "a program inhibits it"));
        if (isTaken && Machine.IsRunning)
        {
            _rules.StopBegan(this, new StopCause(off.OrderId, off.OutageId, fence, off.Reason));
            Machine.BeginStop(off.End);
        }
    }

    private void Watch()
    {
        var process = _process;
        _expiry.Plan(State, process, () =>
        {
            if (Lives(process))
            {
                Take(new AgentPowerInput.Tick());
            }
        });
    }
}
