namespace Homelab.Simulation.Timelines;

/// <summary>What happened, in the order in which it did.</summary>
public sealed class Timeline(Func<TimeSpan> elapsed)
{
    private readonly List<TimelineEntry> _entries = [];

    public IReadOnlyList<TimelineEntry> Entries => _entries;

    internal void Add(TimelineKind kind, string subject, string text) => _entries.Add(new TimelineEntry(elapsed(), kind, subject, text));
}
