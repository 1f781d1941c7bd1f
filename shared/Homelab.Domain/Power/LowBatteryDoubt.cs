namespace Homelab.Domain.Power;

/// <summary>
/// Low battery within seconds of the transfer at a high charge: many UPSes say so in the first second, while the voltage sags under the
/// load. It is believed when it stands for a few readings in a row. An unknown charge gives no reason to doubt.
/// </summary>
internal static class LowBatteryDoubt
{
    /// <summary>Low battery that first stands this soon in an outage is doubted.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>So many readings in a row are believed.</summary>
    public const int BelievedReadings = 4;

    /// <summary>A charge from here on is high, as a ratio.</summary>
    public const double HighChargeRatio = 0.5;

    public static bool Holds(FeedOutage before, FeedReading reading, int lowReadings, Moment at) =>
        lowReadings < BelievedReadings
        && !before.IsLowBattery
        && reading is { Status.IsForcedShutdown: false, ChargeRatio: >= HighChargeRatio }
        && (before.IsLowBatteryDoubted || before.OnBatteryFor(at) <= Soon);
}
