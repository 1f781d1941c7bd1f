using Homelab.Files;
using Homelab.Files.Diagnostics;

namespace Homelab.Shared.Tests.Files;

/// <summary>Diagnostics as a reader sees them.</summary>
internal static class Lines
{
    public static string Of(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(diagnostic => $"{diagnostic}\n"));

    public static string[] Codes(LabFileResult result) => [.. result.Diagnostics.Select(diagnostic => diagnostic.Code.Code)];
}
