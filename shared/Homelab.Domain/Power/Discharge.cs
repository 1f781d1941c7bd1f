namespace Homelab.Domain.Power;

public enum DischargeEnd
{
    /// <summary>The mains came back: the battery gave at least this, which caps nothing (P13).</summary>
    MainsReturned,
    LowBattery,
    Empty,

    /// <summary>The coordinator did not see the end: at least this.</summary>
    Unseen,

    /// <summary>A calibration or a self test, not an outage.</summary>
    Test,
}

/// <summary>One past discharge of a battery: what it gave, from where to where, and at which load.</summary>
public sealed record Discharge
{
    /// <summary>Over less than this a gauge tells nothing of the capacity (P13), as a ratio.</summary>
    public const double LeastFall = 0.20;

    /// <summary>In the lab's time.</summary>
    public required DateTimeOffset Began { get; init; }

    public required DischargeEnd End { get; init; }

    /// <summary>Time on battery, spells on line taken out; to the first believed low battery where it went so far.</summary>
    public required TimeSpan Duration { get; init; }

    public double? FromChargeRatio { get; init; }

    public double? ToChargeRatio { get; init; }

    /// <summary>Mean over the time; null where the UPS tells no load.</summary>
    public double? LoadRatio { get; init; }

    public double? LoadWatts { get; init; }

    /// <summary>It went to low battery or empty, or over 20 points of charge: only then does it cap a runtime (P13).</summary>
    public bool IsProof => Duration > TimeSpan.Zero && UsedRatio > 0 && (IsToTheEnd || FromChargeRatio - ToChargeRatio >= LeastFall);

    /// <summary>What a full battery gives at the load of this discharge, reckoned from it; null where it proves nothing.</summary>
    public TimeSpan? FullRuntime => IsProof ? Duration / UsedRatio : null;

    /// <summary>Low battery is taken for empty: what is left below it is nobody's to plan with.</summary>
    private bool IsToTheEnd => End is DischargeEnd.LowBattery or DischargeEnd.Empty;

    private double UsedRatio => IsToTheEnd ? FromChargeRatio ?? 1 : (FromChargeRatio - ToChargeRatio) ?? 0;
}
