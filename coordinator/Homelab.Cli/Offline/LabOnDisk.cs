using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Cli.Offline;

/// <summary>A lab file as read here: the lab where it has no errors, and all that was found.</summary>
public sealed record LabOnDisk(LabConfig? Lab, ImmutableArray<FileFinding> Findings)
{
    public static LabOnDisk Read(string path) => new(null, [new(path, 1, 1, true, "HL0000", "(file)", "not read")]);
}

/// <summary>One mistake. <paramref name="Line"/> and <paramref name="Column"/> count from 1.</summary>
public sealed record FileFinding(string File, int Line, int Column, bool IsError, string Code, string Key, string Message)
{
    /// <summary>In the form that editors and compilers share.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {(IsError ? "error" : "warning")} {Code} {Key}: {Message}";
}
