using Homelab.Domain.Power;

namespace Homelab.Domain.Health;

/// <summary>What the feeds explain: something that hangs only on feeds that die may be dark.</summary>
internal static class PowerSight
{
    /// <summary>Why all of these feeds are dying or dead, as "its feed rack-ups is on battery for 40s"; null where one may live.</summary>
    public static string? Dying(LabSight sight, IReadOnlyCollection<string> feeds)
    {
        var reasons = new List<string>();
        foreach (var name in feeds)
        {
            if (Reason(sight, name) is not { } reason)
            {
                return null;
            }

            reasons.Add(reason);
        }

        return reasons.Count switch
        {
            0 => null,
            1 => $"its feed {reasons[0]}",
            _ => $"its feeds are all dying: {string.Join("; ", reasons)}",
        };
    }

    /// <summary>As <see cref="Dying"/>, and at least one of the feeds says so itself.</summary>
    public static string? Measured(LabSight sight, IReadOnlyCollection<string> feeds) =>
        feeds.Any(name => Of(sight, name) is { IsDying: true }) ? Dying(sight, feeds) : null;

    private static string? Reason(LabSight sight, string name)
    {
        if (Of(sight, name) is { IsDying: true } dying)
        {
            var since = dying.OnBatterySince is { } began && began <= sight.Now ? $" for {DurationWords.Short(sight.Now - began)}" : "";
            return $"{name} is {HealthWords.Condition(dying.Condition)}{since}";
        }

        // Nothing measures the bare mains: a UPS that went on battery is the witness.
        return sight.Lab.Feed(name) is { IsMains: true } && sight.Feeds.FirstOrDefault(feed => feed.IsDying) is { } witness
            ? $"{name} is the mains, and {witness.Feed} is {HealthWords.Condition(witness.Condition)}"
            : null;
    }

    private static FeedAssessment? Of(LabSight sight, string name) => sight.Feeds.FirstOrDefault(feed => feed.Feed == name);
}
