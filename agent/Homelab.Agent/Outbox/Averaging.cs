using Homelab.Domain.Readings;

namespace Homelab.Agent.Outbox;

/// <summary>Thins rounds of one run to one: the mean of a gauge, the last value of a counter.</summary>
internal static class Averaging
{
    /// <summary>The averages go under the number of the last round, so that they arrive once; the other numbers never come.</summary>
    public static KeptFrame Of(IReadOnlyList<KeptFrame> rounds)
    {
        var ordered = rounds.OrderBy(frame => frame.Id.Sequence).ToList();
        var last = ordered[^1].Round!;
        var sums = new Dictionary<KnownSeries, (double Sum, int Count, double Last)>();
        foreach (var frame in ordered)
        {
            foreach (var (series, value) in frame.Round!.Series.Zip(frame.Round.Values))
            {
                var sum = sums.GetValueOrDefault(series);
                sums[series] = (sum.Sum + value, sum.Count + 1, value);
            }
        }

        return new KeptFrame
        {
            Id = ordered[^1].Id,
            Round = last with
            {
                ClockSynchronised = ordered.TrueForAll(frame => frame.Round!.ClockSynchronised),
                Series = [.. sums.Keys],
                Values = [.. sums.Select(sum => sum.Key.Series.Kind == SeriesKind.Counter ? sum.Value.Last : sum.Value.Sum / sum.Value.Count)],
                AveragedOverMs = Math.Max(1, (last.BoottimeNs - ordered.Min(frame => frame.Round!.BoottimeNs)) / 1_000_000),
            },
        };
    }
}
