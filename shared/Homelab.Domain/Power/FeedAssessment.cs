using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>What can be said of a feed now. Unknown is a condition of its own.</summary>
public enum FeedCondition
{
    /// <summary>Nothing fresh is known and it was not on battery when last seen.</summary>
    Unknown,
    OnLine,

    /// <summary>Also: nothing fresh is known, but it was on battery when last seen (P9: unknown after OB is OB).</summary>
    OnBattery,
    LowBattery,
    ForcedShutdown,
}

/// <summary>What was concluded about one feed from all that it said.</summary>
public sealed record FeedAssessment
{
    public required string Feed { get; init; }

    public required FeedCondition Condition { get; init; }

    /// <summary>The bare mains have no battery: nothing polls them, and their death is seen by what they power.</summary>
    public bool IsMains { get; init; }

    /// <summary>
    /// Start of the present outage, flapping included (P18). Stays set while the mains are back and not yet steady
    /// (<see cref="Condition"/> is then OnLine and <see cref="OnLineSince"/> null); null where no outage runs.
    /// </summary>
    public Moment? OnBatterySince { get; init; }

    /// <summary>Since when it has been at low battery or told to shut down; null where it is neither.</summary>
    public Moment? LowBatterySince { get; init; }

    /// <summary>Time on battery in this outage, spells on line taken out (P18): what the grace is held against. Zero without an outage.</summary>
    public TimeSpan OnBatteryFor { get; init; }

    /// <summary>Since when it has been steadily on line, for the debounce at least and by fresh readings; null where it is not.</summary>
    public Moment? OnLineSince { get; init; }

    /// <summary>Last good reading; null where there never was one.</summary>
    public Moment? LastReading { get; init; }

    /// <summary>The least credible time until empty, counted from <see cref="RuntimeAt"/>; null where unknown.</summary>
    public TimeSpan? Runtime { get; init; }

    public Moment RuntimeAt { get; init; }

    /// <summary>Since when nothing is left by what is known of it; null where something is.</summary>
    public Moment? EmptySince { get; init; }

    /// <summary>What the UPS itself said last of the time until empty; null where it says nothing usable, or nothing fresh.</summary>
    public TimeSpan? ReportedRuntime { get; init; }

    /// <summary>In words: what the runtime rests on, or why there is none.</summary>
    public string RuntimeBasis { get; init; } = "";

    /// <summary>0 to 1.</summary>
    public double? ChargeRatio { get; init; }

    /// <summary>Load as a part of the rating, 0 to 1 and above when overloaded.</summary>
    public double? LoadRatio { get; init; }

    /// <summary>What it carries now, in watts, and what that rests on; null where nothing tells.</summary>
    public LoadInWatts? Load { get; init; }

    /// <summary><see cref="Load"/> at the worst load that can come back (P8).</summary>
    public LoadInWatts? WorstLoad { get; init; }

    /// <summary>What the UPS itself says that it can carry, in watts.</summary>
    public double? NominalWatts { get; init; }

    /// <summary>How fast the charge falls in this outage, as a ratio a minute; null where no fall is seen.</summary>
    public double? DepletionRatioPerMinute { get; init; }

    /// <summary>Of the battery, or of the UPS where that is not told.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>What makes this feed urgent: where any has fired the sequence begins now, without grace and before the latest starts.</summary>
    public ImmutableArray<FiredTrigger> Fired { get; init; } = [];

    /// <summary>Not on battery, and its lab is stopped in order all the same because of heat; the condition is then ForcedShutdown.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>Given up by an operator's word: no battery ends it.</summary>
    public bool IsAsked => IsGivenUp && Fired.Any(fired => fired.Name == FiredTrigger.Operator);

    /// <summary>
    /// <see cref="Runtime"/> at the worst load that can come back while a lease serves alone (P8), counted from <see cref="RuntimeAt"/>;
    /// null where unknown.
    /// </summary>
    public TimeSpan? WorstRuntime { get; init; }

    /// <summary>In words: which load that is, or why there is none.</summary>
    public string WorstBasis { get; init; } = "";

    /// <summary>NUT's <c>ups.status</c> as it came.</summary>
    public string RawStatus { get; init; } = "";

    public ImmutableArray<RejectedValue> Rejected { get; init; } = [];

    /// <summary>Addresses of NUT clients logged in to this UPS, which go their own way at LB or FSD (P16).</summary>
    public ImmutableArray<string> Logins { get; init; } = [];

    /// <summary>Its outlets as they were last read, by NUT's number.</summary>
    public ImmutableSortedDictionary<int, OutletReading> Outlets { get; init; } = ImmutableSortedDictionary<int, OutletReading>.Empty;

    /// <summary>What this outlet was metered to carry when the feed was last read; null where it is none of this feed's, or not metered.</summary>
    public double? WattsOf(OutletPlace? outlet) => outlet?.Feed == Feed && Outlets.TryGetValue(outlet.Number, out var reading) ? reading.Watts : null;

    /// <summary>FSD was found beside OL at first contact: a latch left over, which somebody must clear (P14).</summary>
    public bool HasLeftOverShutdown { get; init; }

    /// <summary>The last reading is older than the policy allows, or there never was one.</summary>
    public bool IsStale { get; init; }

    /// <summary>Nobody answers for it: it was never read, or too long ago.</summary>
    public bool IsUnanswered => IsStale || LastReading is null;

    /// <summary>In words, for the operator.</summary>
    public string Detail { get; init; } = "";

    public bool IsDying => Condition is FeedCondition.OnBattery or FeedCondition.LowBattery or FeedCondition.ForcedShutdown;

    /// <summary>When it will be empty; null where no runtime is known.</summary>
    public Moment? EmptyAt => Runtime is { } runtime ? RuntimeAt + runtime : null;
}

/// <summary>A value that the UPS gave and that cannot be true.</summary>
public sealed record RejectedValue(string Variable, string Value, string Why);
