using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

public enum StopEvidence
{
    /// <summary>Its end was seen: systemd said that the units are inactive, or a meter that the load is gone.</summary>
    Seen,

    /// <summary>Only the last sign of life is known, or that it ran beyond its bound: the stop took that long or longer.</summary>
    AtLeast,
}

/// <summary>How long one stop took, from the order taken.</summary>
public sealed record StopSample(TimeSpan Took, StopEvidence Evidence);

/// <summary>A duration that is not the declared one (P21).</summary>
/// <param name="Basis">In words.</param>
public sealed record LearnedStop(TimeSpan Took, string Basis);

/// <summary>Every stop that was seen, by node and by service step (P21). It is what the store keeps: plain values, and no moment of any boot.</summary>
public sealed record StopRecord
{
    public const int MaxSamples = 32;

    public static readonly StopRecord Empty = new();

    /// <summary>By node name, or by the id of a service step; the newest last.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<StopSample>> Samples { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<StopSample>>.Empty;

    public StopRecord With(string subject, StopSample sample)
    {
        var known = Samples.GetValueOrDefault(subject, []);
        return this with { Samples = Samples.SetItem(subject, [.. known.Skip(Math.Max(0, known.Length + 1 - MaxSamples)), sample]) };
    }

    /// <summary>What is reckoned with instead of the declared duration, where that differs.</summary>
    public ImmutableDictionary<string, LearnedStop> Learned(LabConfig lab)
    {
        var nodes = lab.Nodes.Select(node => (Subject: node.Name, Declared: node.Stop));
        var services = lab.Services.SelectMany(service => service.On.Distinct().Select(node => (Subject: ServiceStep.IdOf(service.Name, node), Declared: service.Stop)));
        return nodes.Concat(services)
            .Where(item => Samples.ContainsKey(item.Subject))
            .Select(item => (item.Subject, item.Declared, Learned: StopDuration.Learn(item.Declared, Samples[item.Subject])))
            .Where(item => item.Learned.Took != item.Declared)
            .ToImmutableDictionary(item => item.Subject, item => item.Learned);
    }
}
