using Homelab.Contracts.V1;
using Homelab.Domain.People;

namespace Homelab.Cli.Json;

public sealed record AuditLineJson(long Number, string At, string Who, string Means, string From, string What, string Detail, string Outcome, string Before)
{
    public static AuditLineJson Of(AuditLine line) => new(line.Number, line.At, line.Who, line.Means, line.From, line.What, line.Detail, line.Outcome, line.Before);
}

public sealed record AuditLinesJson(IReadOnlyList<AuditLineJson> Lines)
{
    public static AuditLinesJson Of(AuditLines lines) => new([.. lines.Lines.Select(AuditLineJson.Of)]);
}

/// <param name="BrokenFrom">The first line that does not follow; absent where all do.</param>
public sealed record AuditVerdictJson(bool Holds, int Lines, int? BrokenFrom, string Newest, string Sentence)
{
    public static AuditVerdictJson Of(AuditChainVerdict verdict) =>
        new(verdict.Holds, verdict.Lines, verdict.BrokenFrom == 0 ? null : verdict.BrokenFrom, verdict.Newest, verdict.Sentence);

    public static AuditVerdictJson Of(AuditVerdict verdict) => new(verdict.BrokenFrom is null, verdict.Lines, verdict.BrokenFrom, verdict.Newest, verdict.Sentence);
}
