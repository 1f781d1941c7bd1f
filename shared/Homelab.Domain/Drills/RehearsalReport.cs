using System.Collections.Immutable;

namespace Homelab.Domain.Drills;

/// <summary>What one participant of a rehearsal came to.</summary>
public sealed record RehearsedSubject(RehearsedKind Kind, string Name, ImmutableArray<DrillItem> Items);

public enum RehearsedKind
{
    Coordinator,
    Feed,
    Node,
}

/// <summary>A whole rehearsal: nothing was stopped for it.</summary>
public sealed record RehearsalReport(string Id, DateTimeOffset Began, TimeSpan Took, ImmutableArray<RehearsedSubject> Subjects)
{
    /// <summary>The worst of all.</summary>
    public DrillVerdict Verdict => Subjects.SelectMany(subject => subject.Items).Select(item => item.Verdict).DefaultIfEmpty(DrillVerdict.Unknown).Max();
}
