using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>A node with an agent that runs the shipped <see cref="LastResort"/> on a clock of its own.</summary>
internal sealed partial class HarnessAgent
{
    private readonly VirtualClock _clock;
    private readonly EngineHarness _lab;
    private readonly Dictionary<ulong, Moment> _beats = [];
    private readonly List<(Moment At, TimeSpan Way)> _ways = [];
    private readonly Dictionary<string, FeedState> _feeds = [];
    private double _drift;
    private Moment _then;
    private Moment _ownThen;
    private Moment _lastToAgent;
    private Moment _lastFromAgent;
    private ulong _beat;
    private int _boots = 1;
    private int _stream;

    public HarnessAgent(NodeConfig config, EngineHarness lab, VirtualClock clock)
    {
        (Config, _lab, _clock) = (config, lab, clock);
        (_then, _ownThen) = (clock.Now, Moment.FromSeconds(1000 * config.Name.Length));
        StopTakes = config.Stop * 0.8;
        State = new AgentPowerState { BootId = $"{config.Name}-boot-1" };
        clock.Every(TimeSpan.FromMilliseconds(250), () => Do(() => Take(new AgentPowerInput.Tick())));
        clock.Every(TimeSpan.FromSeconds(1), () => Do(Beat));
        clock.Every(TimeSpan.FromSeconds(2), () => Do(ReadFeeds));
        clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            if (IsMetered && OffSince is not null)
            {
                _lab.Step(new OutageInput.LoadGone(Name));
            }

            return true;
        });
    }

    public NodeConfig Config { get; }

    public string Name => Config.Name;

    public AgentPowerState State { get; private set; }

    /// <summary>How much faster its clock runs than true time, as a ratio.</summary>
    public double Drift
    {
        get => _drift;

        // From now on: a clock that drifts does not jump.
        set => (_ownThen, _then, _drift) = (Own, _clock.Now, value);
    }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Draws what a message takes beyond the delay.</summary>
    public Func<TimeSpan> Jitter { get; set; } = () => TimeSpan.Zero;

    public bool IsLinkUp { get; set; } = true;

    /// <summary>Whether its own way to the upsd of this feed is open.</summary>
    public Func<string, bool> CanRead { get; set; } = _ => true;

    /// <summary>What the stop truly takes.</summary>
    public TimeSpan StopTakes { get; set; }

    public bool PowerOffFails { get; set; }

    /// <summary>A metered outlet tells when its load is gone.</summary>
    public bool IsMetered { get; set; }

    /// <summary>Runs, stops (set when it began) or is off (both set).</summary>
    public Moment? StoppingSince { get; private set; }

    /// <summary>What its systemd says of a unit.</summary>
    public Func<string, SeenUnit> Sees { get; set; } = unit => new SeenUnit(unit, Runs: true, Exists: true);

    public Moment? OffSince { get; private set; }

    public bool IsRunning => StoppingSince is null && OffSince is null;

    public List<string> PowerOffs { get; } = [];

    /// <summary>Its lease is no longer what a coordinator granted: alone, it went by what it read itself (P9).</summary>
    public bool IsOnItsOwn { get; private set; }

    /// <summary>Null where it holds no lease that stops anything, or has taken an order, which is a lease that ends there.</summary>
    public Moment? TrueExpiry =>
        IsRunning && State.Lease is { Advisory: false } lease && State.Orders.Values.All(order => order.Kind == OrderAnswerKind.Failed) ? ToTrue(lease.Expiry) : null;

    public void Refuses() => (State, _stream) = (State with { MayPowerOff = false }, 0);

    public void SwitchOff() => OffSince = _clock.Now;

    /// <summary>The machine starts again: another boot, which remembers only the fence (P10).</summary>
    public void Boot()
    {
        _boots++;
        (StoppingSince, OffSince, _stream) = (null, null, 0);
        State = new AgentPowerState { BootId = $"{Name}-boot-{_boots}", Seen = State.Seen, MayPowerOff = State.MayPowerOff, Watch = State.Watch };
    }

    /// <summary>The agent's process alone: the lease is on tmpfs (P10).</summary>
    public void RestartProcess()
    {
        _stream = 0;
        _feeds.Clear();
        State = State with { AskedAt = null, HeardAt = null, Heard = Fence.None, Read = [], HasActedAlone = false };
    }

    /// <summary>
    /// The fastest way of its messages to a coordinator, at its worst in the last minutes: by so much the coordinator takes its clock to be
    /// behind, for nothing tells it how long a message was on its way.
    /// </summary>
    public TimeSpan ClockError
    {
        get
        {
            while (_ways.Count > 1 && _ways[1].At < _clock.Now - TimeSpan.FromMinutes(2))
            {
                _ways.RemoveAt(0);
            }

            return _ways.Where(way => way.Way < TimeSpan.MaxValue).Select(way => way.Way).DefaultIfEmpty().Max();
        }
    }

    public void NobodyListens() => _ways.Add((_clock.Now, TimeSpan.MaxValue));

    /// <summary>From the coordinator, over the stream on which it was sent; in order.</summary>
    public void Send(int stream, Func<HarnessAgent, AgentPowerInput> frame)
    {
        if (!IsLinkUp || stream != _stream || stream == 0)
        {
            return;
        }

        _lastToAgent = Moment.Max(_lastToAgent, _clock.Now + Delay + Jitter());
        _clock.At(_lastToAgent, () => Do(() =>
        {
            if (IsLinkUp && stream == _stream)
            {
                Take(frame(this));
            }
        }));
    }

    public Moment? SentAt(AnsweredBeat beat) => _beats.TryGetValue(beat.Number, out var at) && at == beat.SentAt ? at : null;

    private Moment Own => _ownThen + ((_clock.Now - _then) * (1 + _drift));

    private Moment ToTrue(Moment own) => _then + ((own - _ownThen) / (1 + _drift));

    private bool Do(Action action)
    {
        if (OffSince is null)
        {
            action();
        }

        return true;
    }

    /// <summary>Over a way of its own to the upsd, by its own clock.</summary>
    private void ReadFeeds()
    {
        if (!State.IsWatching(Own))
        {
            _feeds.Clear();
            return;
        }

        var policy = State.Watch!.Policy;
        foreach (var feed in State.Watch.Feeds)
        {
            FeedPoll poll = CanRead(feed.Name) ? _lab.Ups(feed.Name).Poll(Own) : new FeedFailed(Own, FeedFailure.Unreachable, "No way to it.");
            _feeds[feed.Name] = _feeds.GetValueOrDefault(feed.Name, FeedState.NeverHeard).Observe(poll, policy);
        }

        Take(new AgentPowerInput.FeedsRead([.. State.Watch.Feeds.Select(feed => FeedAssessor.Assess(feed, policy, _feeds[feed.Name], Own))]));
    }

    private void Beat()
    {
        // The network goes long before the power (P20).
        if (StoppingSince is not null || !IsLinkUp || !_lab.IsCoordinatorUp)
        {
            _stream = 0;
            return;
        }

        if (_stream == 0)
        {
            _stream = _lab.NextStream();
            _beats.Clear();
            var (boot, state, sent, stream) = (State.BootId, State, Own, _stream);
            HeldLease? lease = state.Lease is { } held ? new HeldLease(held.OutageId, held.Expiry - sent, held.Granted - sent) : null;
            ToCoordinator(
                new OutageInput.NodeHello(
                    Name, boot, sent, state.Seen, lease, [.. state.Orders.Values, .. state.UnitOrders.Select(order => order.Answer)],
                    state.HeardAt is null ? null : state.Heard, state.HeardAt is { } heard ? sent - heard : default) { MayPowerOff = state.MayPowerOff },
                stream);
            return;
        }

        _beats[++_beat] = Own;
        ToCoordinator(new OutageInput.NodeBeat(Name, _beat, Own, State.Lease?.OutageId ?? "") { UnitsOutageId = State.UnitsOutageId }, _stream);
    }

    private void ToCoordinator(OutageInput input, int stream)
    {
        if (stream == 0)
        {
            return;
        }

        var sent = _clock.Now;
        _lastFromAgent = Moment.Max(_lastFromAgent, _clock.Now + Delay + Jitter());
        _clock.At(_lastFromAgent, () =>
        {
            if (IsLinkUp)
            {
                var way = _clock.Now - sent;
                if (input is OutageInput.NodeHello or OutageInput.NodeBeat && (_ways.Count == 0 || way < _ways[^1].Way))
                {
                    _ways.Add((_clock.Now, way));
                }

                _lab.Receive(this, input, stream);
            }
        });
    }

    private void Take(AgentPowerInput input)
    {
        var (next, effects) = LastResort.Advance(State, input, Own);
        IsOnItsOwn = next.Lease is not null && (ReferenceEquals(next.Lease, State.Lease) ? IsOnItsOwn : input is not AgentPowerInput.LeaseCame);
        State = next;
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(AgentPowerEffect effect)
    {
        switch (effect)
        {
            case AgentPowerEffect.AnswerLease answer:
                ToCoordinator(new OutageInput.LeaseAnswered(Name, answer.OutageId, answer.Fence.Epoch, answer.Sequence, answer.Verdict == LeaseVerdict.Held, $"{answer.Verdict}"), _stream);
                break;
            case AgentPowerEffect.AnswerOrder answer:
                ToCoordinator(new OutageInput.OrderAnswered(Name, answer.Answer), _stream);
                break;
            case AgentPowerEffect.StopUnits stop:
                Stop(stop);
                break;
            case AgentPowerEffect.StartUnits start:
                _lab.Units.AddRange(start.Units.Select(unit => (Name, "start", unit, _clock.Now, _clock.Now)));
                break;
            case AgentPowerEffect.PowerOff off:
                PowerOffs.Add($"{State.BootId} {off.OrderId}");
                var boot = State.BootId;
                _clock.After(TimeSpan.FromMilliseconds(250), () => Do(() => PowerOff(off, boot)));
                break;
        }
    }
}
