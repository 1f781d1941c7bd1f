using Homelab.Contracts.Drills;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record RehearsalJson(string Id, long BeganWallMs, double TookSeconds, string Verdict, IReadOnlyList<RehearsedSubjectJson> Subjects)
{
    public static RehearsalJson Of(Rehearsal rehearsal) => new(
        rehearsal.Id,
        rehearsal.BeganWallMs,
        rehearsal.TookSeconds,
        DrillMessage.Word(rehearsal.Verdict),
        [.. rehearsal.Subjects.Select(subject => new RehearsedSubjectJson(
            subject.Kind, subject.Name, [.. subject.Items.Select(item => new DrillItemJson(item.Name, DrillMessage.Word(item.Verdict), item.Basis))]))]);
}

public sealed record RehearsedSubjectJson(string Kind, string Name, IReadOnlyList<DrillItemJson> Items);

public sealed record DrillItemJson(string Name, string Verdict, string Basis);
