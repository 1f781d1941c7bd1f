using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>The truth of one node: does it run, stop, start, sleep, and has it power.</summary>
public sealed class SimulatedMachine
{
    private static readonly TimeSpan BootTakes = TimeSpan.FromSeconds(20);

    private readonly VirtualClock _clock;
    private readonly List<Action> _whenAwake = [];
    private bool _hasPower = true;
    private int _life;

    public SimulatedMachine(NodeConfig config, VirtualClock clock, TimeSpan uptime)
    {
        (Config, _clock) = (config, clock);
        Clock = new HostClock(clock, uptime);
        Units = new SimulatedUnits(this, clock);
        BootedAt = clock.Now;
        StopTakes = config.Stop * 0.8;
    }

    public NodeConfig Config { get; }

    public string Name => Config.Name;

    public HostClock Clock { get; }

    public MachinePhase Phase { get; private set; } = MachinePhase.Running;

    public int Boots { get; private set; } = 1;

    public string BootId => $"{Name}-boot-{Boots}";

    /// <summary>When its present or last boot began.</summary>
    public Moment BootedAt { get; private set; }

    public Moment? StoppingSince { get; private set; }

    public Moment? OffSince { get; private set; }

    /// <summary>What its stop truly takes.</summary>
    public TimeSpan StopTakes { get; set; }

    /// <summary>The stop takes longer than anybody declared.</summary>
    public bool Hangs => StopTakes > Config.Stop;

    /// <summary>Its owner does not let it be powered off.</summary>
    public bool Refuses { get; set; }

    /// <summary>The system does not take a power-off for now (an inhibitor).</summary>
    public bool CannotPowerOff { get; set; }

    public bool IsSuspended { get; private set; }

    public SimulatedUnits Units { get; }

    /// <summary>What its hottest sensor tells; null where it has none.</summary>
    public double? Celsius { get; set; }

    /// <summary>An upsmon of its own runs on it, and follows the UPSes that carry it (P16).</summary>
    public bool HasUpsmon { get; set; }

    public bool IsRunning => Phase == MachinePhase.Running;

    /// <summary>Its disks turn: it would be hurt by a loss of power.</summary>
    public bool IsOn => Phase is not (MachinePhase.Off or MachinePhase.Waiting);

    /// <summary>What its last hook has cut: a UPS by the name in ups.conf, or the HAT that carries it.</summary>
    internal Action<SimulatedMachine, PowerEnd> LateCut { get; set; } = (_, _) => { };

    internal Action<SimulatedMachine> Changed { get; set; } = _ => { };

    internal Action<SimulatedMachine> LostPowerWhileOn { get; set; } = _ => { };

    internal Action<SimulatedMachine> LostPowerWhileOff { get; set; } = _ => { };

    /// <summary>Now, or when it wakes.</summary>
    public void WhenAwake(Action action)
    {
        if (IsSuspended)
        {
            _whenAwake.Add(action);
        }
        else
        {
            action();
        }
    }

    public void BeginStop() => BeginStop(PowerEnd.Off);

    public void BeginStop(PowerEnd end)
    {
        if (Phase is MachinePhase.Off or MachinePhase.Stopping or MachinePhase.Waiting)
        {
            return;
        }

        var reboots = _clock.Now + (end.RebootAfter ?? TimeSpan.Zero);
        Enter(MachinePhase.Stopping);
        StoppingSince = _clock.Now;
        After(StopTakes, () =>
        {
            if (end.RebootAfter is null)
            {
                TurnOff();
            }
            else
            {
                Wait(reboots);
            }

            if (end.LateCut.Length > 0 || end.LateHat.Length > 0)
            {
                LateCut(this, end);
            }
        });
    }

    /// <summary>Nothing runs any more; where the power stays it starts again.</summary>
    private void Wait(Moment until)
    {
        Enter(MachinePhase.Waiting);
        OffSince = _clock.Now;
        (IsSuspended, StoppingSince) = (false, null);
        _whenAwake.Clear();
        After(until > _clock.Now ? until - _clock.Now : TimeSpan.Zero, () =>
        {
            TurnOff();
            Boot();
        });
    }

    /// <summary>Off as by a hand on the button, or started again by one.</summary>
    public void TurnOff()
    {
        Enter(MachinePhase.Off);
        OffSince = _clock.Now;
        (IsSuspended, StoppingSince) = (false, null);
        _whenAwake.Clear();
    }

    public void Boot()
    {
        if (Phase != MachinePhase.Off || !_hasPower)
        {
            return;
        }

        Boots++;
        (BootedAt, OffSince) = (_clock.Now, null);
        Clock.Boot();
        Units.Boot();
        Enter(MachinePhase.Booting);
        After(BootTakes, () => Enter(MachinePhase.Running));
    }

    /// <summary>Its card saw the magic packet.</summary>
    public void MagicPacket()
    {
        if (Config.Start.Kind == StartKind.WakeOnLan)
        {
            Boot();
        }
    }

    public void Suspend(TimeSpan span)
    {
        if (!IsRunning || IsSuspended)
        {
            return;
        }

        IsSuspended = true;
        var life = _life;
        _clock.After(span, () =>
        {
            if (life == _life)
            {
                Wake();
            }
        });
    }

    public void Supply(bool hasPower)
    {
        var had = _hasPower;
        _hasPower = hasPower;
        if (had && !hasPower && IsOn)
        {
            LostPowerWhileOn(this);
            TurnOff();
        }
        else if (had && !hasPower)
        {
            LostPowerWhileOff(this);
            if (Phase == MachinePhase.Waiting)
            {
                TurnOff();
            }
        }
        else if (!had && hasPower && Config.Start.Kind is StartKind.Power or StartKind.Outlet)
        {
            Boot();
        }
    }

    private void Wake()
    {
        IsSuspended = false;
        var waiting = _whenAwake.ToList();
        _whenAwake.Clear();
        waiting.ForEach(action => action());
    }

    private void After(TimeSpan span, Action action)
    {
        var life = _life;
        _clock.After(span, () =>
        {
            if (life == _life)
            {
                action();
            }
        });
    }

    private void Enter(MachinePhase phase)
    {
        _life++;
        Phase = phase;
        Changed(this);
    }
}
