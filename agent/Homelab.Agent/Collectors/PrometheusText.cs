using System.Globalization;
using System.Text;
using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>Samples in Prometheus's text exposition format, sorted, for people and tests.</summary>
public static class PrometheusText
{
    public static string Of(IEnumerable<Sample> samples)
    {
        var text = new StringBuilder();
        string? metric = null;
        foreach (var (series, value, labels) in samples
            .Select(sample => (sample.Series, sample.Value, Labels: LabelsOf(sample.Series.Labels)))
            .OrderBy(sample => sample.Series.Metric, StringComparer.Ordinal)
            .ThenBy(sample => sample.Labels, StringComparer.Ordinal))
        {
            if (series.Metric != metric)
            {
                metric = series.Metric;
                text.Append("# TYPE ").Append(metric).Append(series.Kind == SeriesKind.Counter ? " counter\n" : " gauge\n");
            }

            text.Append(metric).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    private static string LabelsOf(Labels labels) => labels.Count == 0
        ? ""
        : "{" + string.Join(',', labels.Select(label => $"{label.Key}=\"{Escape(label.Value)}\"")) + "}";

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
