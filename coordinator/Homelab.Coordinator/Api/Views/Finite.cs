namespace Homelab.Coordinator.Api.Views;

/// <summary>JSON has no number for infinity and none for "not a number".</summary>
internal static class Finite
{
    public static double Or(double value, double other) => double.IsFinite(value) ? value : other;

    public static double? OrNull(double? value) => value is { } known && double.IsFinite(known) ? known : null;
}
