using Homelab.Cli.Offline;
using Homelab.Cli.Render;

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
    public static CheckJson Of(CheckReport report)
    {
        var verdict = report.Plan is { } plan ? PlanVerdict.Of(plan) : null;
        return new(
            report.File,
            !report.IsWrong,
            report.Errors,
            report.Warnings,
            [.. report.Findings.Select(finding => new DiagnosticJson(
                finding.Line, finding.Column, finding.IsError ? "error" : "warning", finding.Code, finding.Key, finding.Message))],
            FitWord(verdict),
            verdict?.Sentence,
            report.Plan is { } found ? PlanJson.Of(found) : null);
    }

    private static string FitWord(PlanVerdict? verdict) => verdict?.Fit switch
    {
        PlanFit.Fits => "fits",
        PlanFit.DoesNotFit => "does_not_fit",
        PlanFit.Unknown => "unknown",
        PlanFit.Nothing => "nothing_stops",
        _ => "not_checked",
    };
}

public sealed record DiagnosticJson(int Line, int Column, string Severity, string Code, string Key, string Message);
