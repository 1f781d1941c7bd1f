using System.Collections.Immutable;
using Homelab.Domain.Readings;

namespace Homelab.Domain.Thermal;

/// <summary>The temperatures of the times when the door was closed, and of those when it was open, in steps of five minutes.</summary>
/// <param name="Spans">Each without an opening and without a gap in what is known; the eldest first.</param>
internal sealed record ClosedSpans(ImmutableArray<Track> Spans, Track Open)
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5), Gap = TimeSpan.FromMinutes(15);

    public Track Longest => Spans.MaxBy(span => span.Length) ?? Track.None;

    public TimeSpan Total => Spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Length);

    public static ClosedSpans Of(Track part, Track door)
    {
        var openness = Averages(door).ToDictionary(value => value.At, value => value.Value);
        List<Track> spans = [];
        List<TimedValue> span = [], open = [];
        foreach (var value in Averages(part).Where(value => openness.ContainsKey(value.At)))
        {
            var isClosed = openness[value.At] <= 0;
            if (span.Count > 0 && (!isClosed || value.At - span[^1].At > Gap))
            {
                spans.Add(new Track(part.Name, [.. span]));
                span.Clear();
            }

            if (isClosed)
            {
                span.Add(value);
            }
            else if (openness[value.At] >= 1)
            {
                open.Add(value);
            }
        }

        spans.Add(new Track(part.Name, [.. span]));
        return new([.. spans.Where(closed => closed.Length > TimeSpan.Zero)], new Track(part.Name, [.. open]));
    }

    private static IEnumerable<TimedValue> Averages(Track track) => track.Values
        .GroupBy(value => value.At.UtcTicks / Step.Ticks)
        .OrderBy(step => step.Key)
        .Select(step => new TimedValue(new DateTimeOffset(step.Key * Step.Ticks, TimeSpan.Zero), step.Average(value => value.Value)));
}
