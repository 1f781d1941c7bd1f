namespace Homelab.Domain.Thermal;

/// <summary>A straight line through values, by least squares.</summary>
/// <param name="PerHour">How much it rises an hour.</param>
/// <param name="Error">The standard error of that, by what the values scatter around the line.</param>
internal readonly record struct Slope(double PerHour, double Error)
{
    private const int Fewest = 4;

    /// <summary>It is more than the scatter makes up.</summary>
    public bool IsReal => Math.Abs(PerHour) > 2 * Error;

    /// <summary>Null where there are too few values, or no time between them.</summary>
    public static Slope? Of(Track track)
    {
        var count = track.Values.Length;
        if (count < Fewest || track.Length <= TimeSpan.Zero)
        {
            return null;
        }

        var hours = track.Values.Select(value => (value.At - track.Values[0].At).TotalHours).ToArray();
        var (meanHour, mean) = (hours.Average(), track.Values.Average(value => value.Value));
        var spread = hours.Sum(hour => (hour - meanHour) * (hour - meanHour));
        var rise = track.Values.Zip(hours, (value, hour) => (hour - meanHour) * (value.Value - mean)).Sum() / spread;
        var rest = track.Values.Zip(hours, (value, hour) => Math.Pow(value.Value - mean - rise * (hour - meanHour), 2)).Sum();
        return new Slope(rise, Math.Sqrt(rest / (count - 2) / spread));
    }
}
