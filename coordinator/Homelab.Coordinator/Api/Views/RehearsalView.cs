using Homelab.Contracts.Drills;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Api.Views;

/// <summary>An operator's rehearsal.</summary>
/// <param name="By">Who asks.</param>
public sealed record DrillWish(string? By);

/// <summary>What would work if the power went, looked at without stopping anything.</summary>
/// <param name="Verdict">The worst of all: ok, believed, unknown or fails.</param>
public sealed record RehearsalView(string Id, long BeganWallMs, double TookSeconds, string Verdict, IReadOnlyList<RehearsedSubjectView> Subjects)
{
    public static RehearsalView Of(Rehearsal rehearsal) => new(
        rehearsal.Id,
        rehearsal.BeganWallMs,
        rehearsal.TookSeconds,
        DrillMessage.Word(rehearsal.Verdict),
        [.. rehearsal.Subjects.Select(subject => new RehearsedSubjectView(
            subject.Kind, subject.Name, [.. subject.Items.Select(item => new DrillItemView(item.Name, DrillMessage.Word(item.Verdict), item.Basis))]))]);
}

/// <param name="Kind">coordinator, feed or node.</param>
public sealed record RehearsedSubjectView(string Kind, string Name, IReadOnlyList<DrillItemView> Items);

/// <param name="Verdict">ok, believed, unknown or fails.</param>
/// <param name="Basis">What that rests on, as a sentence.</param>
public sealed record DrillItemView(string Name, string Verdict, string Basis);
