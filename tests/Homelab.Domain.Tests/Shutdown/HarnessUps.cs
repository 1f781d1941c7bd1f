using System.Globalization;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>A UPS that tells the truth: it runs down on battery and stands still on line.</summary>
internal sealed class HarnessUps(FeedConfig config, VirtualClock clock, TimeSpan runtime)
{
    private Moment? _onBatterySince;
    private TimeSpan _used;

    public FeedConfig Config { get; } = config;

    public string Status { get; private set; } = "OL CHRG";

    /// <summary>False where its upsd does not answer.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>False: it gives neither runtime nor charge.</summary>
    public bool TellsRuntime { get; set; } = true;

    /// <summary>What it says instead of the truth, by NUT's names.</summary>
    public Dictionary<string, string> Says { get; } = [];

    /// <summary>Addresses of other NUT clients.</summary>
    public List<string> Logins { get; } = [];

    public TimeSpan Left => runtime - _used - (_onBatterySince is { } since ? clock.Now - since : TimeSpan.Zero);

    public bool IsOnBattery => _onBatterySince is not null;

    public bool IsEmpty => Left <= TimeSpan.Zero;

    /// <summary>Its outlets carry what hangs on them; an empty battery is left to each test.</summary>
    public bool IsLive { get; private set; } = true;

    public Action<HarnessUps> Changed { get; init; } = _ => { };

    /// <summary>FSD, as its upsd latches it.</summary>
    public bool IsForced { get; set; }

    /// <summary>Its firmware goes by steps of this, and rounds up what it is told.</summary>
    public TimeSpan DelayStep { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>What it answers instead of taking a cut; null where it takes it.</summary>
    public string? RefusesCut { get; set; }

    /// <summary>It takes every cut, and does none.</summary>
    public bool LosesCuts { get; set; }

    /// <summary>It never answers, and does nothing.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>What it was told, in order.</summary>
    public List<(OutageEffect.ToUps Told, Moment At)> Told { get; } = [];

    public Moment? CutAt { get; private set; }

    public CutAnswer? Take(OutageEffect.ToUps effect)
    {
        Told.Add((effect, clock.Now));
        if (IsDeaf)
        {
            return null;
        }

        switch (effect)
        {
            case OutageEffect.SetForcedShutdown:
                IsForced = true;
                return new CutAnswer(CutAct.SetForcedShutdown, true, TimeSpan.Zero, "set");
            case OutageEffect.CutFeed when RefusesCut is { } why:
                return new CutAnswer(CutAct.Cut, false, TimeSpan.Zero, why);
            case OutageEffect.CutFeed cut:
                var delay = DelayStep * Math.Ceiling(cut.Delay / DelayStep);
                var due = clock.Now + delay;
                CutAt = due;
                clock.At(due, () => Cut(due));
                return new CutAnswer(CutAct.Cut, true, delay, "shutdown.return is taken");
            default:
                CutAt = null;
                return null;
        }
    }

    /// <summary>With return: off for ten seconds at least, and on again with the mains.</summary>
    private void Cut(Moment due)
    {
        if (CutAt != due || LosesCuts)
        {
            return;
        }

        (IsLive, CutAt) = (false, null);
        Changed(this);
        clock.After(TimeSpan.FromSeconds(10), Return);
    }

    private void Return()
    {
        if (!IsLive && !IsOnBattery)
        {
            IsLive = true;
            Changed(this);
        }
    }

    public void Turn(string status)
    {
        var isOnBattery = status.Contains("OB", StringComparison.Ordinal);
        if (_onBatterySince is { } since && !isOnBattery)
        {
            _used += clock.Now - since;
            _onBatterySince = null;
        }

        _onBatterySince = isOnBattery ? _onBatterySince ?? clock.Now : null;
        Status = status;
        Return();
    }

    /// <summary>What is left changes at once, as when a load comes or goes, or a battery is worse than it said.</summary>
    public void Lose(TimeSpan span) => _used += span;

    public FeedPoll Poll(Moment at)
    {
        if (!IsReadable)
        {
            return new FeedFailed(at, FeedFailure.Unreachable, "Nobody answers.");
        }

        var variables = new Dictionary<string, string> { ["ups.status"] = IsForced ? $"FSD {Status}" : Status };
        if (TellsRuntime)
        {
            variables["battery.runtime"] = Math.Max(1, Left.TotalSeconds).ToString("0.###", CultureInfo.InvariantCulture);
            variables["battery.charge"] = (100 * Math.Clamp(Left / runtime, 0, 1)).ToString("0.###", CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in Says)
        {
            variables[name] = value;
        }

        return new FeedAnswered(at, UpsVariables.Read(variables, [.. Logins]));
    }
}
