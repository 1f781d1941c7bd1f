using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Fields;

namespace Homelab.Files.Programs;

/// <summary>What reading is alike for all programs.</summary>
internal static class ProgramFile
{
    public static ProgramFileResult<T> Read<T>(string path, Shape<T> shape, T blank, Func<T, IEnumerable<LabFinding>> check)
        where T : class
    {
        var bag = new DiagnosticBag(path);
        return FileText.Read(path, bag) is { } text ? Parse(text, shape, blank, check, bag) : new ProgramFileResult<T>(null, bag.ToSorted());
    }

    public static ProgramFileResult<T> Parse<T>(string text, string fileName, Shape<T> shape, T blank, Func<T, IEnumerable<LabFinding>> check)
        where T : class =>
        Parse(text, shape, blank, check, new DiagnosticBag(fileName));

    private static ProgramFileResult<T> Parse<T>(string text, Shape<T> shape, T blank, Func<T, IEnumerable<LabFinding>> check, DiagnosticBag bag)
        where T : class
    {
        if (Bound.Bind(text, shape, blank, bag) is not { } bound)
        {
            return new ProgramFileResult<T>(null, bag.ToSorted());
        }

        bound.AddFindings(check(bound.Value), bag);
        return new ProgramFileResult<T>(bag.HasErrors ? null : bound.Value, bag.ToSorted());
    }
}
