namespace Homelab.Domain.Thermal;

/// <summary>For how long of the last day heat slowed the node.</summary>
internal static class Throttling
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>A value counts until the next one, and for no longer than this.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(5);

    public static ThermalAnswer Of(ThermalSight sight)
    {
        var brakes = sight.Brakes.Select(brake => (brake.Name, Span: Braked(brake.Between(sight.Now - Day, sight.Now))))
            .Concat(sight.SlowSeconds.Select(counter => (counter.Name, Span: Counted(counter.Between(sight.Now - Day, sight.Now)))))
            .Where(brake => brake.Span.Seen > TimeSpan.Zero).ToList();
        if (brakes.Count == 0)
        {
            return new("throttled", ThermalState.Unknown, "nothing on it tells whether heat slows it");
        }

        var seen = brakes.Max(brake => brake.Span.Seen);
        var slowed = brakes.Where(brake => brake.Span.Slow > TimeSpan.Zero).OrderByDescending(brake => brake.Span.Slow).ToList();
        var of = $"of the {DurationWords.Short(seen)} that were seen of the last day";
        return slowed.Count == 0
            ? new("throttled", ThermalState.Ok, $"at no time {of} (by {string.Join(", ", brakes.Select(brake => brake.Name))})", 0, "seconds")
            : new("throttled", ThermalState.Warning,
                $"for {DurationWords.Short(slowed[0].Span.Slow)} {of} ({string.Join(", ", slowed.Select(brake => $"{brake.Name} {DurationWords.Short(brake.Span.Slow)}"))})",
                Math.Round(slowed[0].Span.Slow.TotalSeconds), "seconds");
    }

    private static (TimeSpan Slow, TimeSpan Seen) Braked(Track brake)
    {
        var (slow, seen) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var (value, next) in brake.Values.Zip(brake.Values.Skip(1)))
        {
            var span = next.At - value.At < Holds ? next.At - value.At : Holds;
            seen += span;
            slow += value.Value > 0 ? span : TimeSpan.Zero;
        }

        return (slow, seen);
    }

    /// <summary>A counter that falls began anew with a boot.</summary>
    private static (TimeSpan Slow, TimeSpan Seen) Counted(Track counter) => (
        TimeSpan.FromSeconds(counter.Values.Zip(counter.Values.Skip(1), (before, after) => Math.Max(0, after.Value - before.Value)).Sum()),
        Braked(counter).Seen);
}
