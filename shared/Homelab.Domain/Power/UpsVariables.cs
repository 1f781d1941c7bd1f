using System.Collections.Immutable;
using System.Globalization;

namespace Homelab.Domain.Power;

/// <summary>
/// NUT's variables (nut-names(5)) to a reading. UPSes give runtimes of 0, 65535, -60 or "36:00" and charges of 120 or -197.6, so
/// every value has a range outside of which it is rejected and named.
/// </summary>
public static class UpsVariables
{
    public static readonly TimeSpan MaxRuntime = TimeSpan.FromHours(24);

    /// <summary>What a 16-bit register full of ones gives: "unknown" in many firmwares.</summary>
    private const double AllOnes = 65535;

    private const int MaxShownCharacters = 64;

    /// <summary>Reads what is there. Absent variables are null and not rejected; extra ones are ignored.</summary>
    public static FeedReading Read(IReadOnlyDictionary<string, string> variables, ImmutableArray<string> logins = default)
    {
        var rejected = ImmutableArray.CreateBuilder<RejectedValue>();

        double? Number(string name, double least, double most, string unit)
        {
            if (!variables.TryGetValue(name, out var text))
            {
                return null;
            }

            string? why = null;
            if (!TryNumber(text, out var value))
            {
                why = "it is not a number";
            }
            else if (value < least || value > most)
            {
                why = $"it is not between {least} and {most} {unit}";
            }

            if (why is null)
            {
                return value;
            }

            rejected.Add(new RejectedValue(name, Shown(text), why));
            return null;
        }

        return new FeedReading
        {
            Status = UpsStatus.Parse(variables.GetValueOrDefault("ups.status")),
            ChargeRatio = Number("battery.charge", 0, 100, "percent") / 100,
            Runtime = Runtime(variables, rejected),
            LoadRatio = Number("ups.load", 0, 200, "percent") / 100,
            RealPowerWatts = Number("ups.realpower", 0, 100_000, "watts"),
            TemperatureCelsius = Number("battery.temperature", -40, 120, "degrees Celsius")
                ?? Number("ups.temperature", -40, 120, "degrees Celsius"),
            BatteryVolts = Number("battery.voltage", 0.1, 1_000, "volts"),
            NominalWatts = Number("ups.realpower.nominal", 1, 100_000, "watts"),
            InputWatts = Number("input.realpower", 0, 100_000, "watts"),
            InputVolts = Number("input.voltage", 0, 1_000, "volts"),
            TestResult = Shown(variables.GetValueOrDefault("ups.test.result", "").Trim()),
            EfficiencyRatio = Number("ups.efficiency", 1, 100, "percent") / 100,
            Outlets = OutletReading.Of(variables, name => Number(name, 0, 100_000, "watts")),
            BatteryDate = BatteryDates.Read(variables, rejected),
            Rejected = rejected.ToImmutable(),
            Logins = logins.IsDefault ? [] : logins,
        };
    }

    private static TimeSpan? Runtime(IReadOnlyDictionary<string, string> variables, ImmutableArray<RejectedValue>.Builder rejected)
    {
        const string Name = "battery.runtime";
        if (!variables.TryGetValue(Name, out var text))
        {
            return null;
        }

        string why;
        if (!TryNumber(text, out var seconds))
        {
            why = "it is not a number of seconds";
        }
        else if (seconds <= 0)
        {
            why = "a runtime is greater than zero";
        }
        else if (seconds == AllOnes)
        {
            why = "65535 is a register full of ones and means unknown";
        }
        else if (seconds > MaxRuntime.TotalSeconds)
        {
            why = "it is longer than 24 hours";
        }
        else
        {
            return TimeSpan.FromSeconds(seconds);
        }

        rejected.Add(new RejectedValue(Name, Shown(text), why));
        return null;
    }

    /// <summary>Plain decimals only: no exponent, no infinity, no comma.</summary>
    private static bool TryNumber(string text, out double value) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out value) && double.IsFinite(value);

    internal static string Shown(string text) => text.Length <= MaxShownCharacters ? text : text[..MaxShownCharacters] + "...";
}
