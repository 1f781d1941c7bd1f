using System.Collections.Immutable;
using Homelab.Cli.Asking;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Files;
using Homelab.Files.Diagnostics;

namespace Homelab.Cli.Offline;

/// <summary>What <c>homelab check</c> found: the file's mistakes, and, where it has no errors, the plan.</summary>
public sealed record CheckReport(string File, LabConfig? Lab, ImmutableArray<Diagnostic> Diagnostics, Plan? Plan, PlanVerdict? Verdict)
{
    /// <summary>Null where nobody was asked.</summary>
    public LabAnswers? Answers { get; init; }

    public int Errors => Diagnostics.Count(diagnostic => diagnostic.IsError);

    public int Warnings => Diagnostics.Length - Errors;

    public bool IsWrong => Lab is null || Errors > 0 || (Plan is { } plan && Verdict is { } verdict && PlanText.IsWrong(plan, verdict)) || Answers is { IsComplete: false };

    /// <param name="answers">Null where nobody was asked, or the file has errors.</param>
    public static CheckReport Of(string path, LabFileResult read, LabAnswers? answers)
    {
        if (read.Lab is not { } lab)
        {
            return new(path, null, read.Diagnostics, null, null);
        }

        var plan = OfflinePlan.Of(lab, [], WhatIf.Nothing, answers);
        ImmutableArray<Diagnostic> found = [.. read.Diagnostics, .. CheckFindings.OfPlan(read, plan), .. answers is null ? [] : CheckFindings.OfAnswers(read, answers)];
        return new(path, lab, [.. found.OrderBy(item => item.Line).ThenBy(item => item.Column)], plan, OfflinePlan.Verdict(lab, plan)) { Answers = answers };
    }
}
