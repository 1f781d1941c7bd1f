using Homelab.Cli.Asking;
using Homelab.Cli.Offline;
using Homelab.Cli.Render;
using Homelab.Files.Diagnostics;

namespace Homelab.Cli.Json;

/// <param name="Asked">The UPSes and the coordinator that were asked; null without --ask.</param>
/// <param name="Fit">fits, does_not_fit, unknown, nothing_stops, or not_checked where the file has errors.</param>
public sealed record CheckJson(
    string File,
    bool Ok,
    int Errors,
    int Warnings,
    IReadOnlyList<DiagnosticJson> Diagnostics,
    string Fit,
    string? FitSentence,
    PlanJson? Plan,
    IReadOnlyList<AskedJson>? Asked)
{
    public static CheckJson Of(CheckReport report) => new(
        report.File,
        !report.IsWrong,
        report.Errors,
        report.Warnings,
        [.. report.Diagnostics.Select(DiagnosticJson.Of)],
        FitWord(report.Verdict),
        report.Verdict?.Sentence,
        report.Plan is { } plan ? PlanJson.Of(plan) : null,
        report.Answers is { } answers ? AskedJson.Of(answers) : null);

    private static string FitWord(PlanVerdict? verdict) => verdict?.Fit switch
    {
        PlanFit.Fits => "fits",
        PlanFit.DoesNotFit => "does_not_fit",
        PlanFit.Unknown => "unknown",
        PlanFit.Nothing => "nothing_stops",
        _ => "not_checked",
    };
}

/// <param name="Subject">feeds.NAME or agents.</param>
/// <param name="Silence">Why there is no answer; empty where there is one.</param>
/// <param name="Upsmons">Addresses that are logged in at the feed, or nodes that run an upsmon of their own.</param>
public sealed record AskedJson(string Subject, string Source, string Silence, IReadOnlyList<string> Upsmons)
{
    internal static IReadOnlyList<AskedJson> Of(LabAnswers answers) =>
    [
        .. answers.Feeds.Select(feed => new AskedJson($"feeds.{feed.Feed}", feed.Source, feed.Silence, [.. feed.Clients, .. Enumerable.Repeat("unnamed", feed.Unnamed)])),
        new("agents", answers.Agents.Coordinator, answers.Agents.Silence, answers.Agents.WithUpsmon),
    ];
}

public sealed record DiagnosticJson(int Line, int Column, string Severity, string Code, string Key, string Problem, string Remedy)
{
    public static DiagnosticJson Of(Diagnostic diagnostic) => new(
        diagnostic.Line,
        diagnostic.Column,
        diagnostic.IsError ? "error" : "warning",
        diagnostic.Code.Code,
        diagnostic.Key,
        diagnostic.Problem,
        diagnostic.Remedy);
}
