using System.Globalization;

namespace Homelab.Files.Fields;

/// <summary>Forms of what belongs to chips.</summary>
internal static class SensorValues
{
    /// <summary>The 7-bit addresses that the I2C specification (UM10204, 3.1.12) does not reserve.</summary>
    private const int Least = 0x08, Most = 0x77;

    public static ScalarType<int> Address { get; } = new(
        "I2C address", "an I2C address", "Seven bits in hexadecimal: `0x76`.", "Write it in hexadecimal from 0x08 to 0x77, such as 0x76.",
        text => text.StartsWith("0x", StringComparison.Ordinal) && text.Length == 4 && int.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address)
            && address is >= Least and <= Most
            ? Parsed.Good(address)
            : Parsed.Bad<int>(),
        () => Values.Pattern("^0x[0-7][0-9A-Fa-f]$"));

    /// <summary>Names in the kernel have at most 31 bytes; one with a blank in it cannot be declared.</summary>
    public static ScalarType<string> GpioLine { get; } = new(
        "GPIO line", "a GPIO line", "Its number or its name on the chip: `17` or `GPIO17`.", "Write a line that `gpioinfo` shows, such as 17 or GPIO17.",
        text => text.Length is > 0 and <= 31 && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) ? Parsed.Good(text) : Parsed.Bad<string>(),
        () => new System.Text.Json.Nodes.JsonObject { ["type"] = new System.Text.Json.Nodes.JsonArray("integer", "string") });

    public static ScalarType<double> Ohms { get; } = Values.Number(
        "resistance", "a resistance", "In ohms, without the unit: `0.1`.", "Write ohms from 0.00001 to 100, such as 0.1.", 0.00001, 100);
}
