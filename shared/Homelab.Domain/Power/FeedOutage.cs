using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>One outage of one feed, held from the first poll on battery until the mains are steady again.</summary>
public sealed record FeedOutage
{
    public required Moment Since { get; init; }

    /// <summary>
    /// Contact was lost while the UPS calibrated, was in bypass or off: nobody saw it on battery, and nobody can tell that it is not
    /// (upsmon(8) takes it for critical). The first word that is not OB ends it.
    /// </summary>
    public bool IsPresumed { get; init; }

    /// <summary>It was on battery at the first word of it: when its mains went nobody saw.</summary>
    public bool WasFound { get; init; }

    /// <summary>Time on battery in spells that are over (P18: it accumulates over flapping).</summary>
    public TimeSpan EarlierSpells { get; init; }

    /// <summary>Start of the present spell on battery; null while the mains are back.</summary>
    public Moment? SpellSince { get; init; }

    /// <summary>Since when it has been at low battery or told to shut down in this spell; null where it is neither.</summary>
    public Moment? UrgentSince { get; init; }

    /// <summary>Believed: see <see cref="LowBatteryDoubt"/>.</summary>
    public bool IsLowBattery { get; init; }

    /// <summary>The last reading said low battery, and it is not believed yet.</summary>
    public bool IsLowBatteryDoubted { get; init; }

    /// <summary>Readings in a row that said low battery.</summary>
    public int LowBatteryReadings { get; init; }

    public bool IsForcedShutdown { get; init; }

    public double? ChargeRatioAtStart { get; init; }

    /// <summary>Integral of the load over the time on battery; null once a reading did not tell the load.</summary>
    public double? LoadSeconds { get; init; } = 0;

    public ImmutableArray<ChargePoint> Points { get; init; } = [];

    public BatteryDeadline? Deadline { get; init; }

    public TimeSpan OnBatteryFor(Moment now) => EarlierSpells + (SpellSince is { } since && now > since ? now - since : TimeSpan.Zero);
}
