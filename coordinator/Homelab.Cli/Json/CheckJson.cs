using Homelab.Cli.Offline;
using Homelab.Cli.Render;
using Homelab.Files.Diagnostics;

namespace Homelab.Cli.Json;

/// <param name="Fit">fits, does_not_fit, unknown, nothing_stops, or not_checked where the file has errors.</param>
public sealed record CheckJson(
    string File,
    bool Ok,
    int Errors,
    int Warnings,
    IReadOnlyList<DiagnosticJson> Diagnostics,
    string Fit,
    string? FitSentence,
    PlanJson? Plan)
{
    public static CheckJson Of(CheckReport report) => new(
        report.File,
        !report.IsWrong,
        report.Errors,
        report.Warnings,
        [.. report.Diagnostics.Select(DiagnosticJson.Of)],
        FitWord(report.Verdict),
        report.Verdict?.Sentence,
        report.Plan is { } plan ? PlanJson.Of(plan) : null);

    private static string FitWord(PlanVerdict? verdict) => verdict?.Fit switch
    {
        PlanFit.Fits => "fits",
        PlanFit.DoesNotFit => "does_not_fit",
        PlanFit.Unknown => "unknown",
        PlanFit.Nothing => "nothing_stops",
        _ => "not_checked",
    };
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
