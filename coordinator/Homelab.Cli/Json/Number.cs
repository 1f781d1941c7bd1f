namespace Homelab.Cli.Json;

/// <summary>JSON has no number for "not known", infinity or NaN: all three are null.</summary>
internal static class Number
{
    public static double? Of(bool known, double value) => known && double.IsFinite(value) ? value : null;

    public static double? Of(double value) => Of(true, value);
}
