using System.Globalization;

namespace Homelab.Agent.Collectors;

/// <summary>
/// What the power management chip of a Raspberry Pi 5 measures, as its firmware prints it for <c>pmic_read_adc</c>: <c>EXT5V_V volt(24)=5.08530000V</c>,
/// <c>VDD_CORE_A current(7)=1.11625000A</c>. A line that is not of that form says nothing.
/// </summary>
public readonly record struct PowerRails
{
    /// <summary>No rail of the board is beyond it; what is was misread.</summary>
    private const double Most = 30;

    /// <summary>At the board's input of 5 V; the supply and its cable hold it up, or do not.</summary>
    public double? InputVolts { get; private init; }

    /// <summary>Of the cell that keeps the clock; about 0 where there is none.</summary>
    public double? CellVolts { get; private init; }

    /// <summary>The sum over the rails whose voltage and current are both measured: less than the board takes in, for the regulators and what hangs on 5 V are not in it.</summary>
    public double? Watts { get; private init; }

    public static PowerRails Of(string text)
    {
        var volts = new Dictionary<string, double>(StringComparer.Ordinal);
        var amperes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = line.Split(' ')[0];
            var number = line[(line.LastIndexOf('=') + 1)..];
            if (name.Length > 2 && number.Length > 1 && name[^2] == '_' && name[^1] == number[^1]
                && double.TryParse(number.AsSpan(0, number.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= Most)
            {
                (name[^1] switch { 'V' => volts, 'A' => amperes, _ => [] })[name[..^2]] = value;
            }
        }

        var measured = amperes.Where(rail => volts.ContainsKey(rail.Key)).ToList();
        return new PowerRails
        {
            InputVolts = Known(volts, "EXT5V"),
            CellVolts = Known(volts, "BATT"),
            Watts = measured.Count == 0 ? null : measured.Sum(rail => rail.Value * volts[rail.Key]),
        };
    }

    private static double? Known(Dictionary<string, double> volts, string rail) => volts.TryGetValue(rail, out var value) ? value : null;
}
