using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>What one poll of a UPS said, with the impossible taken out and named.</summary>
public sealed record FeedReading
{
    public required UpsStatus Status { get; init; }

    /// <summary>0 to 1.</summary>
    public double? ChargeRatio { get; init; }

    /// <summary>As the UPS reports it at its present load.</summary>
    public TimeSpan? Runtime { get; init; }

    /// <summary>A part of the rating, 0 to 2.</summary>
    public double? LoadRatio { get; init; }

    public double? RealPowerWatts { get; init; }

    public double? TemperatureCelsius { get; init; }

    public double? BatteryVolts { get; init; }

    /// <summary>What the UPS can carry, in watts (NUT's <c>ups.realpower.nominal</c>).</summary>
    public double? NominalWatts { get; init; }

    /// <summary>What it takes from the mains, in watts.</summary>
    public double? InputWatts { get; init; }

    /// <summary>Output by input, 0 to 1, as the UPS reports it.</summary>
    public double? EfficiencyRatio { get; init; }

    /// <summary>0 to 1000.</summary>
    public double? InputVolts { get; init; }

    /// <summary>NUT's <c>ups.test.result</c>; empty where it is not told.</summary>
    public string TestResult { get; init; } = "";

    /// <summary>It was told to test its battery a moment ago: what looks like an outage is that, unless something speaks against it.</summary>
    public bool IsToldToTest { get; init; }

    /// <summary>By its own word it began to test its battery a moment ago, without our order.</summary>
    public bool IsSaidToTest { get; init; }

    /// <summary>Another UPS of the lab is on battery: what would be a test beside mains is none then.</summary>
    public bool IsBesideOutage { get; init; }

    /// <summary>On battery by our order or its own word: a test that shows as nothing but OB.</summary>
    public bool IsPlainTest => (IsToldToTest || (IsSaidToTest && !IsBesideOutage && HasMuch))
        && Status is { SaysOnBattery: true, IsLowBattery: false, IsForcedShutdown: false } && !(InputVolts < DeadVolts);

    /// <summary>What an outage that is known a minute late leaves enough of. Where neither runtime nor charge is told nobody knows that.</summary>
    private bool HasMuch => !(ChargeRatio < LeastChargeRatio) && (Runtime is { } runtime ? runtime >= SelfTestCourse.LeastRuntime : ChargeRatio >= FullChargeRatio);

    private const double LeastChargeRatio = 0.5;
    private const double FullChargeRatio = 0.9;

    /// <summary>Less than any mains have.</summary>
    private const double DeadVolts = 40;

    /// <summary>When the battery was put in, or else made.</summary>
    public DateOnly? BatteryDate { get; init; }

    /// <summary>Values that were given and cannot be true.</summary>
    public ImmutableArray<RejectedValue> Rejected { get; init; } = [];

    /// <summary>Its switched or metered outlets, by NUT's number.</summary>
    public ImmutableSortedDictionary<int, OutletReading> Outlets { get; init; } = ImmutableSortedDictionary<int, OutletReading>.Empty;

    /// <summary>Addresses of NUT clients that are logged in: they go their own way at LB or FSD (P16).</summary>
    public ImmutableArray<string> Logins { get; init; } = [];
}
