using System.Collections.Immutable;
using Homelab.Cli.Asking;
using Homelab.Cli.Render;
using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Cli.Offline;

/// <summary>The plan of a lab file alone: every battery is taken to be full and to last as long as the file declares.</summary>
public static class OfflinePlan
{
    /// <param name="lab">The lab.</param>
    /// <param name="only">Feeds that die; empty for all.</param>
    /// <param name="answers">Who else acts at low battery (P16); null where nobody was asked.</param>
    public static Plan Of(LabConfig lab, IReadOnlyCollection<string> only, WhatIf whatIf, LabAnswers? answers = null)
    {
        var now = Moment.Zero;
        var feeds = PowerGoesNow.Assume(lab, [], now, only).Select(feed => feed with { Logins = Logins(answers, feed.Feed) });
        var supposed = whatIf.On(lab, [.. feeds]);
        var plan = supposed.Plan(supposed.Request(now, generation: 0) with { LocalUpsmons = [.. answers?.Agents.WithUpsmon ?? []] });
        return PlanMessage.Of(plan, PlanChecker.Check(supposed.Lab, supposed.Feeds, plan), plan.MadeAt, madeAt: null);
    }

    public static PlanVerdict Verdict(LabConfig lab, Plan plan) =>
        PlanVerdict.Of(plan, [.. plan.DyingFeeds.Where(name => lab.Feed(name) is { IsMains: false, DeclaredRuntime: null })]);

    public static IReadOnlyCollection<Words> Basis(LabConfig lab, LabAnswers? answers = null)
    {
        var batteries = lab.Feeds.Where(feed => !feed.IsMains).Select(feed => feed.DeclaredRuntime is { } runtime
            ? $"{feed.Name} {Duration.Show(runtime)}"
            : $"{feed.Name} unknown");
        var declared = string.Join(", ", batteries);
        return
        [
            StateWords.OfMode(lab.Mode == LabMode.Armed ? "armed" : "observe"),
            new(declared.Length == 0 ? "The lab file has no battery." : $"Based on the lab file alone, full batteries as declared: {declared}. {(answers is null ? "No UPS was asked." : "The UPSes were asked for their clients only.")}", Tone.Quiet),
        ];
    }

    private static ImmutableArray<string> Logins(LabAnswers? answers, string feed) =>
        answers?.Feeds.FirstOrDefault(answer => answer.Feed == feed) is { } known ? [.. known.Clients.Distinct(), .. Enumerable.Repeat("unnamed", Math.Min(known.Unnamed, 1))] : [];
}
