using System.Collections.Immutable;
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
    public int Errors => Diagnostics.Count(diagnostic => diagnostic.IsError);

    public int Warnings => Diagnostics.Length - Errors;

    public bool IsWrong => Lab is null || Errors > 0 || (Plan is { } plan && Verdict is { } verdict && PlanText.IsWrong(plan, verdict));

    public static CheckReport Of(string path)
    {
        var read = LabFile.Read(path);
        if (read.Lab is not { } lab)
        {
            return new(path, null, read.Diagnostics, null, null);
        }

        var plan = OfflinePlan.Of(lab, [], WhatIf.Nothing);
        return new(path, lab, read.Diagnostics, plan, OfflinePlan.Verdict(lab, plan));
    }
}
