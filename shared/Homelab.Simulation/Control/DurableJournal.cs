using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Control;

/// <summary>What of the outage journal is on disk. A new outage needs nothing of the one before it.</summary>
public sealed class DurableJournal(SimulationPorts ports)
{
    private readonly List<JournalEntry> _entries = [];
    private readonly List<JournalEntry> _waiting = [];

    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>The disk does not answer until then, by true time.</summary>
    public Moment StuckUntil { get; set; } = Moment.Zero;

    /// <summary>The process died: what waited in its memory is gone.</summary>
    public void Forget() => _waiting.Clear();

    /// <summary>False where not everything that was ever handed in is known to be on disk (P22).</summary>
    public bool TryAppend(IEnumerable<JournalEntry> entries, Moment now)
    {
        _waiting.AddRange(entries);
        if (now < StuckUntil)
        {
            return _waiting.Count == 0;
        }

        foreach (var entry in _waiting)
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

        _waiting.Clear();
        return true;
    }

    public ImmutableArray<JournalEntry> Read() => [.. _entries];
}
