namespace Homelab.Domain.Thermal;

/// <summary>How far the part is below the limit that is reached first.</summary>
internal static class Headroom
{
    /// <summary>Less than this is spent by a warm afternoon or a backup, in kelvin.</summary>
    private const double Little = 10;

    public static ThermalAnswer Of(ThermalSight sight)
    {
        if (sight.Limit is not { } limit)
        {
            return new("headroom", ThermalState.Unknown, "neither a chip nor lab.yaml names a limit (`thermal: {limit: ...}`)");
        }

        var left = limit.Celsius - sight.Celsius!.Value;
        var says = left > 0
            ? $"{ThermalWords.Kelvin(left)} below {ThermalWords.Celsius(limit.Celsius)}, {limit.Source}"
            : $"{ThermalWords.Kelvin(-left)} above {ThermalWords.Celsius(limit.Celsius)}, {limit.Source}";
        return new("headroom", left < Little ? ThermalState.Warning : ThermalState.Ok, says, Math.Round(left, 1), "kelvin");
    }
}
