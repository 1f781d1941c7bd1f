using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>Whether a UPS is told to test itself now.</summary>
public static class SelfTestSchedule
{
    /// <summary>A test that is due begins within this of its time of day, or waits for the next day.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private const int DaysOfGrace = 3;

    /// <summary>It is the day and the hour; what is in the way is another question.</summary>
    /// <param name="wall">In the lab's time zone.</param>
    public static bool IsDue(SelfTestConfig test, BatteryRecord battery, DateTimeOffset wall)
    {
        var after = TimeOnly.FromDateTime(wall.DateTime) - test.At;
        return battery.OpenTest is null && after < Window && (battery.Tests.LastOrDefault() is not { } last || DateOf(wall - after).DayNumber - DateOf(last.Began).DayNumber >= DaysBetween(test, last));
    }

    /// <returns>What speaks against a test of this feed now, as the end of a sentence; null where nothing does.</returns>
    /// <param name="busy">What the lab is about, such as an outage; null where it is quiet.</param>
    public static string? Obstacle(LabConfig lab, FeedConfig feed, SelfTestConfig test, IReadOnlyList<FeedAssessment> feeds, Func<string, BatteryRecord> batteryOf, string? busy) =>
        busy ?? Own(test, feeds.FirstOrDefault(seen => seen.Feed == feed.Name), lab.Policy) ?? Neighbour(lab, feed, feeds, batteryOf);

    /// <returns>What the operator must know of the self-tests of a feed, as a whole sentence; null where nothing.</returns>
    public static string? Finding(FeedConfig feed, BatteryRecord battery, DateTimeOffset wall)
    {
        if (feed.SelfTest is not { } test || battery.OpenTest is not null)
        {
            return null;
        }

        var last = battery.Tests.LastOrDefault();
        var since = last is not null ? DateOf(last.Began) : battery.Days.FirstOrDefault()?.Day;
        return last switch
        {
            { Outcome: SelfTestOutcome.Failed } => $"{feed.Name} failed its self-test: {SelfTestWords.Of(last)}. Its battery may not carry the lab in an outage.",
            { Outcome: SelfTestOutcome.Warned } => $"{feed.Name} warns in its self-test: {SelfTestWords.Of(last)}.",
            { Outcome: SelfTestOutcome.Silent or SelfTestOutcome.Refused } => $"The self-test of {feed.Name} gave no result: {SelfTestWords.Of(last)}. Nothing is known of its battery by it.",
            _ when since is { } from && DateOf(wall).DayNumber - from.DayNumber > test.Every.Days + DaysOfGrace =>
                $"The self-test of {feed.Name} is overdue: {(last is null ? "none was made yet" : $"the last one was {SelfTestWords.Of(last)}")}.",
            _ => null,
        };
    }

    private static int DaysBetween(SelfTestConfig test, SelfTest last) => last.SaysNothing ? 1 : test.Every.Days;

    private static DateOnly DateOf(DateTimeOffset wall) => DateOnly.FromDateTime(wall.DateTime);

    private static string? Own(SelfTestConfig test, FeedAssessment? feed, PolicyConfig policy) => feed switch
    {
        null or { IsStale: true } => "it is not read",
        { Condition: not FeedCondition.OnLine } or { OnBatterySince: not null } or { OnLineSince: null } => "it is not steadily on line",
        { OnLineSince: { } since } when feed.RuntimeAt - since < policy.Restart.StableFor => $"it is on line for less than {policy.Restart.StableFor.TotalMinutes:0.#} min",
        { HasLeftOverShutdown: true } => "FSD stands in its status",
        { ChargeRatio: null } => "its charge is not known",
        { ChargeRatio: var charge } when charge < test.ChargeRatio => $"its charge is below {test.ChargeRatio:P0}",
        { Runtime: { } runtime } when runtime < SelfTestCourse.LeastRuntime => $"it lasts less than {SelfTestCourse.LeastRuntime.TotalMinutes:0} min",
        _ => null,
    };

    /// <summary>What carries its nodes when its battery fails in the test, and one test at a time.</summary>
    private static string? Neighbour(LabConfig lab, FeedConfig feed, IReadOnlyList<FeedAssessment> feeds, Func<string, BatteryRecord> batteryOf)
    {
        var shared = lab.Nodes.Where(node => node.Feeds.Contains(feed.Name)).SelectMany(node => node.Feeds).ToHashSet();
        var others = feeds.Where(other => other.Feed != feed.Name && !other.IsMains).ToList();
        return others.FirstOrDefault(other => batteryOf(other.Feed).OpenTest is not null) is { } testing ? $"{testing.Feed} tests itself"
            : others.FirstOrDefault(other => other.IsDying) is { } dying ? $"{dying.Feed} is on battery"
            : others.FirstOrDefault(other => shared.Contains(other.Feed) && other.Condition != FeedCondition.OnLine) is { } lost ? $"{lost.Feed}, on which its nodes hang too, is not on line"
            : null;
    }
}
