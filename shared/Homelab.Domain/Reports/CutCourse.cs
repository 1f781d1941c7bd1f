using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>What became of the cut of one feed. Spans count from the opening.</summary>
/// <param name="At">When it came to that.</param>
/// <param name="Ordered">When the UPS was told; null where it never was.</param>
/// <param name="Delay">From the order to the cut, as the UPS has it where it took it.</param>
public sealed record CutCourse(string Feed, CutPhase Outcome, TimeSpan At, TimeSpan? Ordered, TimeSpan? Delay, string Detail)
{
    internal static ImmutableArray<CutCourse> Of(OutageRecord record)
    {
        var cuts = new SortedDictionary<string, CutCourse>(StringComparer.Ordinal);
        foreach (var entry in record.Entries)
        {
            if (CutFold.PhaseAfter(entry.Transition) is not { } phase)
            {
                continue;
            }

            foreach (var feed in entry.Feeds)
            {
                var before = cuts.GetValueOrDefault(feed);
                var at = record.At(entry);
                cuts[feed] = new CutCourse(feed, phase, at, phase == CutPhase.Ordered ? at : before?.Ordered, entry.Delay ?? before?.Delay, entry.Detail);
            }
        }

        return [.. cuts.Values];
    }
}

/// <summary>What a live drill measured.</summary>
/// <param name="HasStarted">It stopped, and started again by that way: the proof.</param>
/// <param name="IsBrokenOff">It was ended before it could show anything.</param>
public sealed record DrillCourse(string Node, string Way, bool HasStarted, bool IsBrokenOff, TimeSpan? StopTook, TimeSpan? StartTook, string Detail)
{
    /// <summary>Null where it was no drill, or is not over.</summary>
    internal static DrillCourse? Of(OutageRecord record) => record.Entries.LastOrDefault(entry => entry is { Transition: SequenceTransition.DrillEnded, Drill: not null }) is { Drill: { } drill, Node: var node }
        ? new DrillCourse(node, drill.Way, drill.HasStarted, drill.IsBrokenOff, drill.StopTook, drill.StartTook, drill.Detail)
        : null;
}
