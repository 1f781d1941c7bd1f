using System.Globalization;

namespace Homelab.Domain.Thermal;

/// <summary>How heat speaks.</summary>
public static class ThermalWords
{
    public static string Name(ThermalState state) => state switch
    {
        ThermalState.Ok => "OK",
        ThermalState.Warning => "WARNING",
        _ => "UNKNOWN",
    };

    internal static string Celsius(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} C");

    /// <summary>A difference of temperatures.</summary>
    internal static string Kelvin(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} K");

    internal static string More(double value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(value):0.#} K {(value < 0 ? "less" : "more")} than usual");
}
