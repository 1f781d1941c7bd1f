using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Power;
using Homelab.Domain.Readings;
using Homelab.Domain.Shutdown;
using Homelab.Host;

namespace Homelab.Agent.Orders;

/// <summary>
/// The agent's runner for power: an input comes, <see cref="LastResort"/> decides, the state goes to tmpfs, the effects are performed.
/// It ticks by itself, so that a lease runs out whether or not anybody speaks.
/// </summary>
public sealed class PowerDesk : BackgroundService, IUplinkParticipant
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly BeatMemory _beats = new();
    private readonly OrdersSettings _settings;
    private readonly PowerFile _file;
    private readonly WatchFile _watch;
    private readonly IPowerSwitch _switch;
    private readonly IUnitSwitch _units;
    private readonly IReadingSink _events;
    private readonly TimeProvider _clock;
    private readonly ILogger<PowerDesk> _logger;
    private readonly Lazy<IFrameOutlet> _outlet;
    private AgentPowerState _state;
    private long _lastTick;

    public PowerDesk(
        OrdersSettings settings, PowerFile file, WatchFile watch, IPowerSwitch powerSwitch, IUnitSwitch units, IReadingSink events, TimeProvider clock,
        ILogger<PowerDesk> logger, Lazy<IFrameOutlet> outlet)
    {
        (_settings, _file, _watch, _switch, _units, _events, _clock, _logger, _outlet) = (settings, file, watch, powerSwitch, units, events, clock, logger, outlet);
        _state = file.Load() with { Watch = watch.Load() };
        foreach (var problem in file.Unreadable.Append(watch.Unreadable).OfType<string>())
        {
            Say("StateUnreadable", problem);
        }

        if (_state.Lease is { } lease)
        {
            _logger.LogWarning("The lease of outage {Outage} outlived the agent's process and still holds", lease.OutageId);
        }
    }

    /// <summary>A lease that binds: something that this node hangs on, or needs, is on battery.</summary>
    public bool HoldsLease => IsHeld(binding: true);

    /// <summary>It holds a lease, also one that in <c>observe</c> binds nothing.</summary>
    public bool IsOnBattery => IsHeld(binding: false);

    /// <summary>What is to be read now, because nobody else tells: null while the coordinator is heard.</summary>
    public AgentWatch? ToWatch
    {
        get
        {
            lock (_gate)
            {
                return _state.IsWatching(_clock.Now()) ? _state.Watch : null;
            }
        }
    }

    /// <summary>What it was told for the time when it is alone; null where it was told nothing.</summary>
    public AgentWatch? Told
    {
        get
        {
            lock (_gate)
            {
                return _state.Watch;
            }
        }
    }

    /// <summary>The last power-off that was asked for, on its way to the switch.</summary>
    internal Task LastPowerOff { get; private set; } = Task.CompletedTask;

    /// <summary>The last order to units, on its way.</summary>
    internal Task LastUnits { get; private set; } = Task.CompletedTask;

    /// <summary>When the loop that enforces the lease last came round; the watchdog is fed only while it does (P10).</summary>
    public Moment LastTick => new(Interlocked.Read(ref _lastTick));

    public void Fill(Hello hello)
    {
        lock (_gate)
        {
            hello.MayPowerOff = _state.MayPowerOff && _settings.PowerOff != PowerOffMode.None;
            hello.PowerOff = _settings.PowerOff.ToString().ToLowerInvariant();
            hello.Seen = _state.Seen.ToWire();
            if (_state.HeardAt is { } heard)
            {
                hello.Heard = _state.Heard.ToWire();
                hello.HeardAgoMs = (long)(new Moment(hello.SentBoottimeNs) - heard).TotalMilliseconds;
            }

            if (_state.Lease is { } lease)
            {
                hello.Lease = new Lease { OutageId = lease.OutageId, Fence = lease.Fence.ToWire(), Sequence = lease.Sequence, BootId = _state.BootId };
                hello.LeaseRemainingMs = (long)(lease.Expiry - new Moment(hello.SentBoottimeNs)).TotalMilliseconds;
                if (lease.Granted is { } granted)
                {
                    hello.LeaseGrantedMs = (long)(granted - new Moment(hello.SentBoottimeNs)).TotalMilliseconds;
                }
            }

            hello.Orders.AddRange(_state.Orders.Values.Concat(_state.UnitOrders.Select(order => order.Answer)).Select(answer => Progress(answer)));
        }
    }

    public void Fill(Beat beat)
    {
        lock (_gate)
        {
            _beats.Sent(beat.Number, new Moment(beat.SentBoottimeNs));
            beat.LeaseSequence = _state.Lease?.Sequence ?? 0;
            beat.LeaseOutageId = _state.Lease?.OutageId ?? "";
            beat.UnitsOutageId = _state.UnitsOutageId;
        }
    }

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
    {
        AgentPowerInput? input;
        lock (_gate)
        {
            input = PowerFrames.Input(frame, _beats, _settings.CoordinatorHost);
        }

        return input is null ? [] : Take(input);
    }

    /// <summary>What this node's own reading says.</summary>
    public void FeedsRead(ImmutableArray<FeedAssessment> feeds) => Post(Take(new AgentPowerInput.FeedsRead(feeds)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TickPeriod, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Tick();
            Interlocked.Exchange(ref _lastTick, _clock.Now().Nanoseconds);
        }
    }

    /// <summary>Looks at the clock: a lease runs out here.</summary>
    internal void Tick() => Post(Take(new AgentPowerInput.Tick()));

    private List<AgentFrame> Take(AgentPowerInput input)
    {
        lock (_gate)
        {
            var (next, effects) = LastResort.Advance(_state, input, _clock.Now());
            _state = next;
            var answers = new List<AgentFrame>();
            foreach (var effect in !Unkept.IsToBeKept(effects) || TryKeep() ? effects : Unkept.MayStill(effects))
            {
                Perform(effect, answers);
            }

            return answers;
        }
    }

    private void Perform(AgentPowerEffect effect, List<AgentFrame> answers)
    {
        switch (effect)
        {
            case AgentPowerEffect.AnswerLease answer:
                answers.Add(PowerFrames.Answer(answer));
                break;
            case AgentPowerEffect.AnswerOrder answer:
                answers.Add(new AgentFrame { Progress = Progress(answer.Answer) });
                break;
            case AgentPowerEffect.KeepFence fence:
                TryKeepFence(fence.Fence);
                break;
            case AgentPowerEffect.KeepWatch watch:
                TryKeepWatch(watch.Watch);
                break;
            case AgentPowerEffect.PowerOff off:
                Say("PoweringOff", $"Powers off: {off.Reason}.");
                LastPowerOff = PowerOff(off);
                break;
            case AgentPowerEffect.StopUnits stop:
                Say("StoppingUnits", $"Stops {string.Join(", ", stop.Units)}: {stop.Reason}.");
                LastUnits = StopUnits(stop);
                break;
            case AgentPowerEffect.StartUnits start:
                Say("StartingUnits", $"Starts {string.Join(", ", start.Units)} again: the outage is over.");
                LastUnits = StartUnits(start.Units);
                break;
            case AgentPowerEffect.Say said:
                Say(said.Code, said.Message);
                break;
        }
    }

    private async Task PowerOff(AgentPowerEffect.PowerOff off)
    {
        // Let the answer leave first: a coordinator that knows waits for the right thing.
        await Task.Delay(TickPeriod, _clock);
        var (taken, detail) = await _switch.PowerOff(off.OrderId.Length > 0, off.End, CancellationToken.None);
        Post(Take(new AgentPowerInput.PowerOffAnswered(off.OrderId, taken, detail)));
    }

    private async Task StopUnits(AgentPowerEffect.StopUnits stop)
    {
        var began = _clock.Now();
        var result = await _units.Stop(stop.Units, stop.Bound, CancellationToken.None);
        var took = result.WereActive.IsEmpty ? (TimeSpan?)null : _clock.Now() - began;
        Post(Take(new AgentPowerInput.UnitsAnswered(stop.OrderId, result.Stopped, result.Detail, result.WereActive, took)));
    }

    private async Task StartUnits(ImmutableArray<string> units)
    {
        if (await _units.Start(units, CancellationToken.None) is { } failure)
        {
            Say("UnitsNotStarted", failure);
        }
    }

    private void Post(List<AgentFrame> frames)
    {
        foreach (var frame in frames)
        {
            _outlet.Value.Post(frame);
        }
    }

    private OrderProgress Progress(OrderAnswer answer)
    {
        var parts = answer.OrderId.Split('/');
        return PowerFrames.Progress(answer, parts[0], parts.ElementAtOrDefault(1) ?? "", _state.BootId);
    }

    private void Say(string code, string message)
    {
        _logger.LogWarning("{Code}: {Message}", code, message);
        _events.Event(code, message, Labels.None);
    }

    private bool TryKeep()
    {
        try
        {
            _file.Keep(_state);
            return true;
        }
        catch (IOException)
        {
            _logger.LogError("The runtime directory {Directory} cannot be written: leases are not acknowledged", _settings.RuntimeDirectory);
            return false;
        }
    }

    private void TryKeepWatch(AgentWatch watch)
    {
        try
        {
            _watch.Keep(watch);
        }
        catch (IOException)
        {
            _logger.LogWarning("The state directory {Directory} cannot be written: after a reboot this node does not know its feeds until the coordinator speaks", _settings.StateDirectory);
        }
    }

    private void TryKeepFence(Homelab.Domain.Shutdown.Fence fence)
    {
        try
        {
            _file.KeepFence(fence);
        }
        catch (IOException)
        {
            _logger.LogError("The state directory {Directory} cannot be written: after a reboot an older coordinator is not recognised", _settings.StateDirectory);
        }
    }

    private bool IsHeld(bool binding)
    {
        lock (_gate)
        {
            return _state.Lease is { } lease && !(binding && lease.Advisory);
        }
    }
}
