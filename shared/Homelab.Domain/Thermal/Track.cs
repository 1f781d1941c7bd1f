using System.Collections.Immutable;
using Homelab.Domain.Readings;

namespace Homelab.Domain.Thermal;

/// <summary>What one series showed over a time.</summary>
/// <param name="Name">As an operator calls it, such as <c>fan1 of pwmfan</c>.</param>
/// <param name="Values">The eldest first, all finite.</param>
public sealed record Track(string Name, ImmutableArray<TimedValue> Values)
{
    public static readonly Track None = new("", []);

    public bool IsEmpty => Values.IsEmpty;

    public Track Between(DateTimeOffset from, DateTimeOffset to) => this with { Values = [.. Values.Where(value => value.At >= from && value.At <= to)] };

    /// <summary>From the first to the last.</summary>
    public TimeSpan Length => Values.Length < 2 ? TimeSpan.Zero : Values[^1].At - Values[0].At;

    /// <summary>Null where there is none.</summary>
    public double? Median
    {
        get
        {
            var sorted = Values.Select(value => value.Value).Order().ToList();
            return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }
}
