using Google.Protobuf.Collections;
using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using DomainKind = Homelab.Domain.Readings.SeriesKind;
using WireKind = Homelab.Contracts.V1.SeriesKind;

namespace Homelab.Contracts.Readings;

/// <summary>Series and labels: domain and wire. What comes from a peer is checked against limits.</summary>
public static class SeriesMapper
{
    public const int MaximumNameLength = 200;
    public const int MaximumValueLength = 500;
    public const int MaximumLabels = 32;

    public static SeriesDescription ToWire(this Series series, uint number)
    {
        var description = new SeriesDescription
        {
            Number = number,
            Metric = series.Metric,
            Unit = series.Unit,
            Kind = series.Kind == DomainKind.Counter ? WireKind.Counter : WireKind.Gauge,
            Collector = series.Collector,
        };
        description.Labels.Put(series.Labels);
        return description;
    }

    public static void Put(this MapField<string, string> map, Labels labels)
    {
        foreach (var (name, value) in labels)
        {
            map[name] = value;
        }
    }

    /// <summary>Null where the description exceeds a limit or has no name.</summary>
    public static Series? ToDomain(this SeriesDescription description)
    {
        var fits = description.Metric.Length is > 0 and <= MaximumNameLength
            && description.Unit.Length <= MaximumNameLength
            && description.Collector.Length <= MaximumNameLength
            && description.Labels.Count <= MaximumLabels
            && description.Labels.All(pair => pair.Key.Length is > 0 and <= MaximumNameLength && pair.Value.Length <= MaximumValueLength);
        return fits
            ? new Series(
                description.Metric,
                Labels.From(description.Labels),
                description.Unit,
                description.Kind == WireKind.Counter ? DomainKind.Counter : DomainKind.Gauge,
                description.Collector)
            : null;
    }
}
