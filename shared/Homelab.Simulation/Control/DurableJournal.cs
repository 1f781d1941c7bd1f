using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Control;

/// <summary>What of the outage journal is on disk. A new outage needs nothing of the one before it.</summary>
public sealed class DurableJournal(SimulationPorts ports)
{
    private readonly List<JournalEntry> _entries = [];

    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>The disk does not answer until then, by true time.</summary>
    public Moment StuckUntil { get; set; } = Moment.Zero;

    /// <summary>False where the entries are not known to be on disk (P22).</summary>
    public bool TryAppend(IEnumerable<JournalEntry> entries, Moment now)
    {
        if (now < StuckUntil)
        {
            return false;
        }

        foreach (var entry in entries)
        {
            if (entry.Transition == SequenceTransition.OutageOpened)
            {
                _entries.Clear();
            }

            if (ports.Journal(entry) is { } kept)
            {
                _entries.Add(kept);
            }
        }

        return true;
    }

    public ImmutableArray<JournalEntry> Read() => [.. _entries];
}
