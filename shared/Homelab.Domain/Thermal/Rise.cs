namespace Homelab.Domain.Thermal;

/// <summary>How fast the part warms, and when that would bring it to its limit.</summary>
internal static class Rise
{
    private static readonly TimeSpan Looked = TimeSpan.FromMinutes(15), Enough = TimeSpan.FromMinutes(5);

    /// <summary>A rise that comes to the limit sooner than this is a warning.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    /// <summary>Less is taken for steady, in kelvin an hour.</summary>
    private const double Steady = 3;

    public static ThermalAnswer Of(ThermalSight sight)
    {
        var last = sight.Part.Between(sight.Now - Looked, sight.Now);
        if (last.Length < Enough || Slope.Of(last) is not { } slope)
        {
            return new("rise", ThermalState.Unknown, $"the last {DurationWords.Short(Looked)} hold too few readings");
        }

        var over = $"over the last {DurationWords.Short(last.Length)}";
        var value = Math.Round(slope.PerHour, 1);
        if (Math.Abs(slope.PerHour) < Steady || !slope.IsReal)
        {
            return new("rise", ThermalState.Ok, $"steady {over}", value, "kelvin_per_hour");
        }

        if (slope.PerHour < 0)
        {
            return new("rise", ThermalState.Ok, $"it cools by {ThermalWords.Kelvin(-slope.PerHour)} an hour {over}", value, "kelvin_per_hour");
        }

        var says = $"it warms by {ThermalWords.Kelvin(slope.PerHour)} an hour {over}";
        var left = sight.Limit?.Celsius - sight.Celsius;
        return left is not > 0
            ? new("rise", ThermalState.Warning, says, value, "kelvin_per_hour")
            : Towards(says, TimeSpan.FromHours(Math.Min(left.Value / slope.PerHour, TimeSpan.FromDays(365).TotalHours)), value);
    }

    private static ThermalAnswer Towards(string says, TimeSpan until, double value) =>
        new("rise", until < Soon ? ThermalState.Warning : ThermalState.Ok, $"{says}; if that went on, it would be at its limit in {DurationWords.Short(until)}", value, "kelvin_per_hour");
}
