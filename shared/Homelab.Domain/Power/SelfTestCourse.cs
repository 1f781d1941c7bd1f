using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>Follows a self-test that the UPS was told to make, from the command to its result.</summary>
public static class SelfTestCourse
{
    public const int MaxTests = 64;

    /// <summary>So long after the command an OB without a word of a test is taken for the test. A test that takes longer says so (TEST, CAL), or counts as an outage.</summary>
    public static readonly TimeSpan Hidden = TimeSpan.FromSeconds(60);

    /// <summary>A test may hide an outage for that minute, and takes from the battery.</summary>
    public static readonly TimeSpan LeastRuntime = TimeSpan.FromMinutes(5);

    /// <summary>Drivers ask for the result more seldom than for the status.</summary>
    private static readonly TimeSpan ResultComes = TimeSpan.FromMinutes(2);

    private static readonly string[] s_underWay = ["in progress", "test in progress"];

    public static TimeSpan BoundOf(SelfTestKind kind) => kind == SelfTestKind.Deep ? TimeSpan.FromHours(4) : TimeSpan.FromMinutes(6);

    public static BatteryRecord Begin(BatteryRecord record, SelfTestKind kind, FeedReading? reading, DateTimeOffset wall) => record with
    {
        OpenTest = new OpenSelfTest(wall, kind, reading?.TestResult ?? "") { Course = reading is null ? new() : new TestCourse().Grown(reading, TimeSpan.Zero) },
    };

    public static BatteryRecord End(BatteryRecord record, SelfTestOutcome outcome, string result) => record.OpenTest is not { } open ? record : record with
    {
        OpenTest = null,
        Tests = [.. record.Tests.Skip(Math.Max(0, record.Tests.Length + 1 - MaxTests)), new SelfTest(open.Began, open.Kind, outcome, result, open.Course)],
    };

    /// <param name="span">Since the reading before; zero after a gap.</param>
    internal static BatteryRecord Observe(BatteryRecord record, FeedState after, FeedReading reading, TimeSpan span)
    {
        if (record.OpenTest is not { } open)
        {
            return record;
        }

        if (after.Outage is not null)
        {
            return End(record, SelfTestOutcome.Overtaken, "an outage came in between");
        }

        var isOnBattery = reading.Status.IsTest || reading.IsPlainTest || reading.Status.Has("DISCHRG");
        var isNewResult = reading.TestResult.Length > 0 && reading.TestResult != open.ResultBefore;
        open = open with
        {
            HasRun = open.HasRun || isOnBattery || isNewResult,
            QuietFor = isOnBattery ? TimeSpan.Zero : open.QuietFor + span,
            Lasted = open.Lasted + span,
            Course = open.Course.Grown(reading, isOnBattery ? span : TimeSpan.Zero),
        };
        var seen = record with { OpenTest = open };

        // The same words as before may be the ones of the test before, until the driver has asked again.
        return !isOnBattery && open.HasRun && Judge(reading.TestResult) is { } outcome && (isNewResult || open.QuietFor >= ResultComes)
            ? End(seen, outcome, reading.TestResult)
            : seen;
    }

    /// <summary>The UPS tests itself now, by these words of its driver and no others.</summary>
    public static bool IsUnderWay(string result) => s_underWay.Contains(result.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Null while it is no result: nothing, a test under way, or words that nobody knows.</summary>
    public static SelfTestOutcome? Judge(string result)
    {
        bool Says(params string[] words) => words.Any(word => result.Contains(word, StringComparison.OrdinalIgnoreCase));
        bool Is(params string[] words) => words.Contains(result.Trim(), StringComparer.OrdinalIgnoreCase);

        return Says("progress", "scheduled", "running", "no test", "pending") ? null
            : Says("abort", "cancel", "inhibit", "stopped") ? SelfTestOutcome.Aborted
            : Says("error", "fail", "bad", "replace", "weak", "not pass", "not ok") || Is("NG", "BT", "NO") ? SelfTestOutcome.Failed
            : Says("warn") ? SelfTestOutcome.Warned
            : Says("pass", "success", "good") || Is("OK", "done") ? SelfTestOutcome.Passed
            : null;
    }
}
