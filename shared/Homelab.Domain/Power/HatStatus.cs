using System.Collections.Immutable;
using System.Globalization;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>What a UPS HAT says, in NUT's variables. There is no runtime in it, for none of the boards tells one.</summary>
public static class HatStatus
{
    /// <summary>A full battery on the mains gives and takes this much; a node that runs draws more (odya/hacs-ina219-ups-hat, README: <c>min_online_current</c>).</summary>
    public const double RestAmps = 0.1;

    /// <summary>Above it a battery is charged, and not only held (there: <c>min_charging_current</c>).</summary>
    public const double ChargingAmps = 0.055;

    /// <summary>Why this is no word of the battery's present state, to stand behind the board's name; null where it is.</summary>
    public static string? Doubt(HatReading said) =>
        IsOnLine(said) is null ? "does not tell whether the mains are there: its version has no such register, and no line was declared" : null;

    public static IReadOnlyDictionary<string, string> ToNut(HatReading said, HatSource hat)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        var lowVolts = Greater(hat.LowVolts, said.LowVolts);
        variables["ups.status"] = string.Join(' ', Tokens(said, lowVolts));
        Add("ups.mfr", hat.Board?.Maker);
        Add("ups.model", hat.Board?.Model);
        Add("battery.charge", Shown(100 * said.ChargeRatio));
        Add("battery.voltage", Shown(said.BatteryVolts));
        Add("battery.voltage.low", Shown(lowVolts));
        Add("battery.temperature", Shown(said.BatteryCelsius));
        if (IsOnLine(said) == false)
        {
            Add("ups.realpower", Shown(said.LoadWatts ?? -said.BatteryAmps * said.BatteryVolts));
        }

        return variables.ToImmutable();

        void Add(string variable, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                variables[variable] = value;
            }
        }
    }

    private static IEnumerable<string> Tokens(HatReading said, double? lowVolts)
    {
        var isOnLine = IsOnLine(said) == true;
        yield return isOnLine ? "OL" : "OB";
        if (said.BatteryVolts <= lowVolts)
        {
            yield return "LB";
        }

        if (said.IsCharging ?? said.BatteryAmps > ChargingAmps)
        {
            yield return "CHRG";
        }
        else if (said.BatteryAmps is { } amps ? amps < -RestAmps : !isOnLine)
        {
            yield return "DISCHRG";
        }
    }

    /// <summary>What says it outright comes before what the direction of a current shows.</summary>
    private static bool? IsOnLine(HatReading said) => said.IsMainsPresent ?? (said.BatteryAmps is { } amps ? amps >= -RestAmps : null);

    private static double? Greater(double? one, double? other) => one is { } first && other is { } second ? Math.Max(first, second) : one ?? other;

    private static string? Shown(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.###", CultureInfo.InvariantCulture) : null;
}
