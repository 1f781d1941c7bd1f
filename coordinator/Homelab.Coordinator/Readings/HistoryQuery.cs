using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;
using Homelab.Store;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>One series over a time, and the spans in which its readings are known to be lost or its times are estimated.</summary>
/// <param name="WallMs">Milliseconds since 1970 UTC, rising.</param>
public sealed record SeriesHistory(
    Series Series, IReadOnlyList<long> WallMs, IReadOnlyList<double> Values, IReadOnlyList<HistoryGap> Gaps, IReadOnlyList<HistoryGap> Estimated)
{
    public HistorySeries ToWire()
    {
        var wire = new HistorySeries { Metric = Series.Metric, Unit = Series.Unit };
        wire.Labels.Put(Series.Labels);
        wire.WallMs.AddRange(WallMs);
        wire.Values.AddRange(Values);
        wire.Gaps.AddRange(Gaps);
        wire.Estimated.AddRange(Estimated);
        return wire;
    }
}

internal static class HistoryQuery
{
    private const string ClockNotSynchronised = "The node's clock was not synchronised; the times are estimated.";

    public static List<SeriesHistory> Run(
        DocumentFile file, NodeHistory history, Predicate<Series> wanted, long fromMs, long toMs)
    {
        var found = new ChunkContent();
        foreach (var hour in Periods(history, averages: false, fromMs, toMs))
        {
            Join(found, HistoryFold.Read(file, history, averages: false, hour, wanted), _ => true);
        }

        foreach (var (_, additions) in history.Additions)
        {
            additions.AddTo(found, wanted);
        }

        foreach (var day in Periods(history, averages: true, fromMs, toMs))
        {
            // Averages serve where raw is gone, hour by hour.
            Join(found, HistoryFold.Read(file, history, averages: true, day, wanted),
                wallMs => wallMs / HistoryChunks.HourMs is var hour && !history.Chunks.ContainsKey((false, hour)) && !history.Additions.ContainsKey(hour));
        }

        return [.. found.Columns.Select(column => Result(history, column.Key, column.Value, found.Estimated, fromMs, toMs))
            .Where(result => result.WallMs.Count > 0 || result.Gaps.Count > 0)];
    }

    private static IEnumerable<long> Periods(NodeHistory history, bool averages, long fromMs, long toMs)
    {
        var length = HistoryChunks.PeriodMs(averages);
        return history.Chunks.Keys
            .Where(key => key.Averages == averages && key.Period >= fromMs / length && key.Period <= toMs / length)
            .Select(key => key.Period)
            .Order();
    }

    private static void Join(ChunkContent into, ChunkContent from, Predicate<long> wanted)
    {
        into.Estimated.AddRange(from.Estimated);
        foreach (var (series, points) in from.Columns)
        {
            into.Column(series).AddRange(points.Where(point => wanted(point.WallMs)));
        }
    }

    private static SeriesHistory Result(
        NodeHistory history, Series series, List<(long WallMs, double Value)> points, List<WallSpan> estimated, long fromMs, long toMs)
    {
        var within = points.Where(point => point.WallMs >= fromMs && point.WallMs <= toMs).OrderBy(point => point.WallMs).ToList();
        return new SeriesHistory(
            series,
            [.. within.Select(point => point.WallMs)],
            [.. within.Select(point => point.Value)],
            [.. history.Gaps.Where(gap => gap.FromWallMs <= toMs && gap.ToWallMs >= fromMs && IsOf(gap, series))
                .Select(gap => new HistoryGap { FromWallMs = gap.FromWallMs, ToWallMs = gap.ToWallMs, Reason = gap.Reason })],
            [.. estimated.Where(span => span.FromWallMs <= toMs && span.ToWallMs >= fromMs)
                .Select(span => new HistoryGap { FromWallMs = span.FromWallMs, ToWallMs = span.ToWallMs, Reason = ClockNotSynchronised })]);
    }

    private static bool IsOf(StoredGap gap, Series series) =>
        gap.Series.Count == 0 || gap.Series.Any(description => description.Metric == series.Metric && description.ToDomain() == series);
}
