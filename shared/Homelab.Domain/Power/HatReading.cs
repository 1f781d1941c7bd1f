namespace Homelab.Domain.Power;

/// <summary>What a UPS HAT said at one moment. Null is what this board, or this version of it, does not tell.</summary>
public sealed record HatReading
{
    public double? BatteryVolts { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double? ChargeRatio { get; init; }

    /// <summary>Into the battery; negative while it discharges.</summary>
    public double? BatteryAmps { get; init; }

    public bool? IsMainsPresent { get; init; }

    public bool? IsCharging { get; init; }

    public double? BatteryCelsius { get; init; }

    /// <summary>What the node draws.</summary>
    public double? LoadWatts { get; init; }

    /// <summary>At which the board itself ends the run.</summary>
    public double? LowVolts { get; init; }
}
