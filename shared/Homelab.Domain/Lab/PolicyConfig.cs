using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>How the lab behaves on battery and after it.</summary>
public sealed record PolicyConfig
{
    /// <summary>Nothing is ordered before the mains were away this long.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Renewal period of leases.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What must be left of the battery when the last node of a feed is off.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a feed is read.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A reading older than this says nothing of now (NUT's MAXAGE).</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Mains must be back this long before an outage has ended.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From network gone to power gone, until it is learned (P20).</summary>
    public TimeSpan Tail { get; init; } = TimeSpan.FromSeconds(30);

    public ImmutableArray<ShedRule> Shed { get; init; } = [];

    /// <summary>How long a drill proves that its node starts again.</summary>
    public TimeSpan DrillValid { get; init; } = TimeSpan.FromDays(180);

    /// <summary>Null: heat stops nothing.</summary>
    public HeatPolicy? Heat { get; init; }

    public RestartPolicy Restart { get; init; } = new();
}

/// <summary>A tier is given up early: after a time on battery, or below a charge (a ratio, 0 to 1).</summary>
public sealed record ShedRule(Tier Tier, TimeSpan? After, double? BelowChargeRatio);

public sealed record RestartPolicy
{
    public TimeSpan StableFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A ratio, 0 to 1.</summary>
    public double ChargeRatio { get; init; } = 0.4;

    public TimeSpan GateAtMost { get; init; } = TimeSpan.FromHours(2);

    /// <summary>From power, the magic packet or the outlet to the first word of the agent.</summary>
    public TimeSpan BootAtMost { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a node is sent for; what comes with the power comes once.</summary>
    public int Tries { get; init; } = 3;
}
