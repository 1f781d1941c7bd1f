using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>What a UPS says of one outlet (NUT's <c>outlet.N.*</c>).</summary>
/// <param name="IsOn">Null where it is not told.</param>
/// <param name="Watts">What it carries; null where nothing meters it.</param>
public sealed record OutletReading(bool? IsOn, double? Watts)
{
    private const string Prefix = "outlet.";

    internal static ImmutableSortedDictionary<int, OutletReading> Of(IReadOnlyDictionary<string, string> variables, Func<string, double?> watts) => variables.Keys
        .Select(NumberIn)
        .OfType<int>()
        .Distinct()
        .Select(number => KeyValuePair.Create(number, new OutletReading(IsOnOf(variables.GetValueOrDefault($"{Prefix}{number}.status")), watts($"{Prefix}{number}.realpower"))))
        .Where(outlet => outlet.Value != new OutletReading(null, null))
        .ToImmutableSortedDictionary();

    private static int? NumberIn(string variable) =>
        variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && variable.IndexOf('.', Prefix.Length) is var end and > 0
            && byte.TryParse(variable.AsSpan(Prefix.Length, end - Prefix.Length), out var number) && number > 0 ? number : null;

    private static bool? IsOnOf(string? status) => status?.Trim().ToUpperInvariant() switch
    {
        "ON" => true,
        "OFF" => false,
        _ => null,
    };
}
