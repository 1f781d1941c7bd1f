using Homelab.Domain.People;

namespace Homelab.Coordinator.Audit;

/// <param name="Entries">The newest last.</param>
public sealed record AuditView(IReadOnlyList<AuditEntry> Entries);

/// <param name="Holds">Each line follows from the one before.</param>
/// <param name="BrokenFrom">The first line, counted from 1, that does not.</param>
/// <param name="Newest">The hash of the last line that does.</param>
public sealed record AuditVerdictView(bool Holds, int Lines, int? BrokenFrom, string Newest, string Sentence)
{
    internal static AuditVerdictView Of(AuditVerdict verdict) => new(verdict.BrokenFrom is null, verdict.Lines, verdict.BrokenFrom, verdict.Newest, verdict.Sentence);
}
