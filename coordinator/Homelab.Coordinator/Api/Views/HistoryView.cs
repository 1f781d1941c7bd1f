using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Api.Views;

public sealed record HistoryView(IReadOnlyList<HistorySeriesView> Series);

/// <param name="WallMs">Rising; parallel to <paramref name="Values"/>.</param>
/// <param name="Gaps">Spans in which readings are known to be lost.</param>
/// <param name="Estimated">Spans whose times are estimated, since the node's clock was not synchronised.</param>
public sealed record HistorySeriesView(
    string Metric,
    IReadOnlyDictionary<string, string> Labels,
    string Unit,
    IReadOnlyList<long> WallMs,
    IReadOnlyList<double> Values,
    IReadOnlyList<HistoryGapView> Gaps,
    IReadOnlyList<HistoryGapView> Estimated)
{
    public static HistorySeriesView Of(HistorySeries series) => new(
        series.Metric,
        new SortedDictionary<string, string>(series.Labels, StringComparer.Ordinal),
        series.Unit,
        [.. series.WallMs],
        [.. series.Values],
        [.. series.Gaps.Select(HistoryGapView.Of)],
        [.. series.Estimated.Select(HistoryGapView.Of)]);
}

public sealed record HistoryGapView(long FromWallMs, long ToWallMs, string Reason)
{
    public static HistoryGapView Of(HistoryGap gap) => new(gap.FromWallMs, gap.ToWallMs, gap.Reason);
}
