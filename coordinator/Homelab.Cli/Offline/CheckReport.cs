using System.Collections.Immutable;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;

namespace Homelab.Cli.Offline;

/// <summary>What <c>homelab check</c> found: the file's mistakes, and, where it has no errors, the plan.</summary>
public sealed record CheckReport(string File, LabConfig? Lab, ImmutableArray<FileFinding> Findings, Plan? Plan)
{
    public int Errors => Findings.Count(finding => finding.IsError);

    public int Warnings => Findings.Length - Errors;

    public bool IsWrong => Lab is null || Errors > 0 || (Plan is { } plan && PlanText.IsWrong(plan));

    public static CheckReport Of(string path)
    {
        var read = LabOnDisk.Read(path);
        return new(path, read.Lab, read.Findings, read.Lab is { } lab ? OfflinePlan.Of(lab, []) : null);
    }
}
