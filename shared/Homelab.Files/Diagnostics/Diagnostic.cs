using Homelab.Domain.Lab;

namespace Homelab.Files.Diagnostics;

/// <summary>One mistake in one file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units, as editors count.</param>
/// <param name="Key">The path of the field, such as <c>nodes.pi1.stop</c>; <see cref="WholeFile"/> where it concerns none.</param>
/// <param name="Problem">What is wrong, without a full stop.</param>
/// <param name="Remedy">What to do, as a whole sentence.</param>
public sealed record Diagnostic(string File, int Line, int Column, FindingCode Code, string Key, string Problem, string Remedy)
{
    public const string WholeFile = "(file)";

    public bool IsError => Code.IsError;

    /// <summary><c>file:line:col: error HL0123 key: what is wrong. What to do.</c></summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(IsError ? "error" : "warning")} {Code.Code} {Key}: {Problem}. {Remedy}";
}
