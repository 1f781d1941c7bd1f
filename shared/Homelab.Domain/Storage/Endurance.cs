using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>
/// How long a device's rated writes last at the present rate: a projection, and no evidence. How many bytes of flash a written byte costs nobody tells, so it is a range over one to ten of them.
/// </summary>
public static class Endurance
{
    private const double LeastCost = 1, MostCost = 10, Tera = 1e12, DaysInAYear = 365.25;

    /// <summary>Null where nothing is declared.</summary>
    public static string? Sentence(DeviceState device, double? ratedTerabytes, DateTimeOffset now)
    {
        if (ratedTerabytes is not { } terabytes)
        {
            return null;
        }

        var rated = string.Create(CultureInfo.InvariantCulture, $"its rated {terabytes} TB");
        if (WriteRate.BytesPerDay(device, now) is not { } rate)
        {
            return $"{rated} of writes: how long they last is projected after an hour of them";
        }

        // What the file systems counted since they were made is a floor too, and was before this node was known.
        var written = Math.Max(device.WrittenBytes, device.Last.FileSystems.Sum(system => system.LifetimeWritten));
        var at = $"at {StorageWords.Bytes(rate)} a day";
        return rate <= 0 ? $"a projection: {rated} of writes last for ever {at}"
            : $"a projection: {rated} of writes last {Span(Left(MostCost))} to {Span(Left(LeastCost))} {at}, at 10 to 1 bytes of flash for each written one; {StorageWords.Bytes(written)} at least are written already";

        double Left(double cost) => Math.Max(0, ((terabytes * Tera) - (cost * written)) / (cost * rate));
    }

    private static string Span(double days) => days switch
    {
        >= 100 * DaysInAYear => "over 100 years",
        >= 2 * DaysInAYear => StorageWords.Count((long)(days / DaysInAYear), "year"),
        _ => StorageWords.Count((long)days, "day"),
    };
}
