using System.Collections.Immutable;
using Homelab.Files.Diagnostics;

namespace Homelab.Files.Programs;

/// <summary>What came of reading a program's own file: the content exactly where there is no error.</summary>
public sealed record ProgramFileResult<T>(T? File, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    public bool HasErrors => File is null;
}
