using Homelab.Domain.Readings;
using Homelab.Domain.Thermal;

namespace Homelab.Domain.Tests.Thermal;

internal static class HeatUnderTest
{
    public static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A value each half minute from so many minutes ago until now; the function has the minutes before now.</summary>
    public static Track Minutes(string name, double minutes, Func<double, double> value, double step = 0.5) =>
        new(name, [.. Enumerable.Range(0, (int)(minutes / step) + 1).Select(i => minutes - i * step).Select(ago => new TimedValue(Now.AddMinutes(-ago), value(ago)))]);

    public static ThermalSight Sight(Track part, params HeatLimit[] limits) => new() { Node = "nas", Now = Now, Part = part, Celsius = part.Values[^1].Value, Limits = [.. limits] };

    public static ThermalAnswer Answer(ThermalSight sight, string question) => ThermalAssessor.Assess(sight).Answers.Single(answer => answer.Question == question);
}
