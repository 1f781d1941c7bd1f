using System.Globalization;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>Self-tests for the reader.</summary>
public static class SelfTestWords
{
    /// <summary>The last one, held against the one before it; empty where there is none.</summary>
    public static string Last(BatteryRecord battery) => battery switch
    {
        { OpenTest: { } open } => $"a {Word(open.Kind)} test runs, since {Minute(open.Began)}",
        { Tests: [.., var last] } => battery.Tests.SkipLast(1).LastOrDefault(past => past.Kind == last.Kind && !past.SaysNothing) is { } before
            ? $"{Of(last)}; before it {Of(before)}"
            : Of(last),
        _ => "",
    };

    /// <summary>Such as <c>quick on 2026-11-28 03:00: passed (Done and passed); charge 100 % to 96 %, 25.1 V at least, 12 s on battery</c>.</summary>
    public static string Of(SelfTest test) => $"{Word(test.Kind)} on {Minute(test.Began)}: {Word(test.Outcome)}{(test.Result.Length > 0 ? $" ({test.Result})" : "")}{Course(test.Course)}";

    public static string Word(SelfTestOutcome outcome) => outcome.ToString().ToLowerInvariant();

    public static string Word(SelfTestKind kind) => kind.ToString().ToLowerInvariant();

    private static string Course(TestCourse course)
    {
        var parts = new List<string>();
        if (course is { FromChargeRatio: { } from, LeastChargeRatio: { } least })
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"charge {from * 100:0} % to {least * 100:0} %"));
        }

        if (course.LeastVolts is { } volts)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{volts:0.##} V at least"));
        }

        if (course.OnBattery > TimeSpan.Zero)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{course.OnBattery.TotalSeconds:0} s on battery"));
        }

        return parts.Count == 0 ? "" : $"; {string.Join(", ", parts)}";
    }

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
