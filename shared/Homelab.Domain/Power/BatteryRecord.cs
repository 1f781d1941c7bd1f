using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>All that was learned of one UPS and its battery. It is what the store keeps: plain values, and no moment of any boot.</summary>
public sealed record BatteryRecord
{
    /// <summary>Of those that prove a runtime, and as many again of those that prove nothing: a season of blips must not push out what the battery has shown.</summary>
    public const int MaxDischarges = 64;

    public const int MaxDays = 400;

    public static readonly BatteryRecord Empty = new();

    /// <summary>Of this battery and those before it, in the order of time.</summary>
    public ImmutableArray<Discharge> Discharges { get; init; } = [];

    public OpenDischarge? Open { get; init; }

    /// <summary>Self-tests that it was told to make, in the order of time.</summary>
    public ImmutableArray<SelfTest> Tests { get; init; } = [];

    public OpenSelfTest? OpenTest { get; init; }

    /// <summary>In the order of time; the last is today.</summary>
    public ImmutableArray<FeedDay> Days { get; init; } = [];

    /// <summary>As the UPS last told it.</summary>
    public DateOnly? BatteryDate { get; init; }

    /// <summary>When a newer battery was first seen; what was proven before is another battery's.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    /// <summary>Output by input, the mean of what was seen on line.</summary>
    public double? EfficiencyRatio { get; init; }

    public int EfficiencySamples { get; init; }

    /// <summary>From empty to full at the pace that was last seen.</summary>
    public TimeSpan? FullRecharge { get; init; }

    /// <summary>Load of the last reading in watts, and what that rests on.</summary>
    public LoadInWatts? Load { get; init; }

    /// <summary>Discharges of the present battery that cap a runtime (P13).</summary>
    public IEnumerable<Discharge> Proofs => Discharges.Where(past => past.IsProof && (ReplacedAt is not { } since || past.Began >= since));

    public BatteryRecord With(Discharge discharge)
    {
        var alike = Discharges.Where(past => past.IsProof == discharge.IsProof).ToList();
        return this with { Discharges = [.. alike.Count < MaxDischarges ? Discharges : Discharges.Remove(alike[0]), discharge] };
    }
}
