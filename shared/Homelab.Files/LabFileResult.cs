using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;

namespace Homelab.Files;

/// <summary>What came of reading a lab file: the lab exactly where there is no error, and every mistake with its place.</summary>
public sealed record LabFileResult(LabConfig? Lab, ImmutableArray<Diagnostic> Diagnostics)
{
    private Func<FindingCode, string, string, string, Diagnostic>? Reporter { get; init; }

    /// <summary>Of the file that holds the lab.</summary>
    public FileFacts Facts { get; private init; } = FileFacts.None;

    public bool HasErrors => Lab is null;

    /// <summary>
    /// A diagnostic at a path of this file, such as <c>feeds.rack-ups</c>, for what only shows beside live readings.
    /// Where the file does not hold the path, the place is the nearest thing around it.
    /// </summary>
    public Diagnostic At(string path, FindingCode code, string problem, string remedy) =>
        Reporter?.Invoke(code, path, problem, remedy) ?? new Diagnostic("", 1, 1, code, path, problem, remedy);

    internal static LabFileResult Of(LabConfig lab, FileFacts facts, DiagnosticBag bag, Func<string, Syntax.Position> locate) =>
        new(bag.HasErrors ? null : lab, bag.ToSorted()) { Facts = facts, Reporter = (code, path, problem, remedy) => bag.Made(locate(path), code, path, problem, remedy) };
}
