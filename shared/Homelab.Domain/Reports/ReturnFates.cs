using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>What became of each node that was to be on again (P27, P28).</summary>
internal static class ReturnFates
{
    public static ImmutableArray<ReturnCourse> Of(OutageRecord record)
    {
        var fates = new SortedDictionary<string, ReturnCourse>(StringComparer.Ordinal);
        foreach (var entry in record.Entries)
        {
            var at = record.At(entry);
            switch (entry.Transition)
            {
                case SequenceTransition.OutageOpened or SequenceTransition.TargetJoined:
                    foreach (var node in entry.Nodes)
                    {
                        fates[node] = new ReturnCourse(node, ReturnOutcome.Away, null, 0, "");
                    }

                    break;
                case SequenceTransition.StartOrdered or SequenceTransition.LookOrdered:
                    Change(entry.Node, fate => fate with { Tries = fate.Tries + 1 });
                    break;
                case SequenceTransition.NodeReturned when entry.Node.Length > 0:
                    Change(entry.Node, fate => fate with { Outcome = ReturnOutcome.Returned, At = at, Detail = entry.Detail });
                    break;
                case SequenceTransition.NodeReturned:
                    foreach (var node in entry.Nodes)
                    {
                        Change(node, fate => fate with { Outcome = ReturnOutcome.Stayed, At = at });
                    }

                    break;
                case SequenceTransition.NodeMissed:
                    Change(entry.Node, fate => fate with { Outcome = ReturnOutcome.Missed, At = at, Detail = entry.Detail });
                    break;
            }
        }

        // What an operator stopped left the set without a word of its own.
        var owed = Sequence.Resume(record.Entries, record.Entries[^1].HostBootId).Return.Nodes;
        return [.. fates.Values.Where(fate => fate.Outcome != ReturnOutcome.Away || owed.ContainsKey(fate.Node))];

        void Change(string node, Func<ReturnCourse, ReturnCourse> change) =>
            fates[node] = change(fates.GetValueOrDefault(node) ?? new ReturnCourse(node, ReturnOutcome.Away, null, 0, ""));
    }
}
