using System.Text.RegularExpressions;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

internal sealed partial class FrameRepair
{
    private bool TryRepair(SeriesDescription series)
    {
        series.Unit = Name(series.Unit);
        series.Collector = Name(series.Collector);
        Limit(series.Labels, UplinkLimits.LabelsPerSeries);
        if (series.Metric.Length <= UplinkLimits.NameCharacters && MetricName().IsMatch(series.Metric) && series.Labels.Keys.All(name => LabelName().IsMatch(name)))
        {
            return true;
        }

        Count++;
        return false;
    }

    private void Repair(ReadingBatch batch)
    {
        batch.BoottimeNs = Within(batch.BoottimeNs, BootNsMax);
        batch.WallMs = Within(batch.WallMs, WallMsMax);
        batch.AveragedOverMs = Within(batch.AveragedOverMs, WallMsMax);
        var pairs = Math.Min(Math.Min(batch.Series.Count, batch.Values.Count), UplinkLimits.SamplesPerBatch);
        Limit(batch.Series, pairs);
        Limit(batch.Values, pairs);
        if (batch.Values.All(double.IsFinite))
        {
            return;
        }

        // A value that is none is not a reading; the rest of the round stays.
        var kept = batch.Series.Zip(batch.Values).Where(pair => double.IsFinite(pair.Second)).ToList();
        Count += pairs - kept.Count;
        batch.Series.Clear();
        batch.Values.Clear();
        batch.Series.AddRange(kept.Select(pair => pair.First));
        batch.Values.AddRange(kept.Select(pair => pair.Second));
    }

    private void Repair(GapReport gap)
    {
        gap.BootId = Name(gap.BootId);
        gap.Reason = Text(gap.Reason);
        gap.FromWallMs = Within(gap.FromWallMs, WallMsMax);
        gap.ToWallMs = Within(gap.ToWallMs, WallMsMax);
        Limit(gap.Series, UplinkLimits.SeriesPerStream);
        var kept = gap.Series.Where(TryRepair).ToList();
        if (kept.Count < gap.Series.Count)
        {
            gap.Series.Clear();
            gap.Series.AddRange(kept);
        }
    }

    // The data model of Prometheus; names of series are re-exported there.
    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex MetricName();

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelName();
}
