namespace Homelab.Domain.Power;

/// <summary>A discharge that is under way, as far as it has been seen.</summary>
public sealed record OpenDischarge
{
    public required DateTimeOffset Began { get; init; }

    public bool IsTest { get; init; }

    public TimeSpan Duration { get; init; }

    public double? FromChargeRatio { get; init; }

    public double? ToChargeRatio { get; init; }

    /// <summary>Integral of the load over the time in which it was known.</summary>
    public double LoadSeconds { get; init; }

    public double SecondsWithLoad { get; init; }

    public double WattSeconds { get; init; }

    public double SecondsWithWatts { get; init; }

    /// <summary>Low battery was believed, and a discharge recorded: what comes after it is not counted twice.</summary>
    public bool IsRecorded { get; init; }

    public OpenDischarge Grown(TimeSpan by, FeedReading reading, double? watts) => this with
    {
        Duration = Duration + by,
        FromChargeRatio = FromChargeRatio ?? reading.ChargeRatio,
        ToChargeRatio = reading.ChargeRatio ?? ToChargeRatio,
        LoadSeconds = LoadSeconds + (reading.LoadRatio ?? 0) * by.TotalSeconds,
        SecondsWithLoad = SecondsWithLoad + (reading.LoadRatio is null ? 0 : by.TotalSeconds),
        WattSeconds = WattSeconds + (watts ?? 0) * by.TotalSeconds,
        SecondsWithWatts = SecondsWithWatts + (watts is null ? 0 : by.TotalSeconds),
    };

    public Discharge Ended(DischargeEnd end) => new()
    {
        Began = Began,
        End = end,
        Duration = Duration,
        FromChargeRatio = FromChargeRatio,
        ToChargeRatio = ToChargeRatio,
        LoadRatio = SecondsWithLoad > 0 ? LoadSeconds / SecondsWithLoad : null,
        LoadWatts = SecondsWithWatts > 0 ? WattSeconds / SecondsWithWatts : null,
    };
}
