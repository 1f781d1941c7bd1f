using System.Globalization;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
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
    }

    /// <summary>What is left changes at once, as when a load comes or goes, or a battery is worse than it said.</summary>
    public void Lose(TimeSpan span) => _used += span;

    public FeedPoll Poll(Moment at)
    {
        if (!IsReadable)
        {
            return new FeedFailed(at, FeedFailure.Unreachable, "Nobody answers.");
        }

        var variables = new Dictionary<string, string> { ["ups.status"] = Status };
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
