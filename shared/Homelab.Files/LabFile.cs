using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Fields;
using Homelab.Files.LabFields;
using Homelab.Files.Syntax;

namespace Homelab.Files;

/// <summary>Reads <c>lab.yaml</c>: never throws, and names every mistake at once.</summary>
public static class LabFile
{
    public static LabFileResult Read(string path)
    {
        var bag = new DiagnosticBag(path);
        return FileText.Read(path, bag) is { } text ? Parse(text, bag) : new LabFileResult(null, bag.ToSorted());
    }

    /// <param name="fileName">For the messages only.</param>
    public static LabFileResult Parse(string text, string fileName) => Parse(text, new DiagnosticBag(fileName));

    private static LabFileResult Parse(string text, DiagnosticBag bag)
    {
        if (Bound.Bind(text, LabFileFields.Shape, LabFileFields.Blank, bag) is not { } bound)
        {
            return new LabFileResult(null, bag.ToSorted());
        }

        bound.AddFindings(LabValidation.Check(bound.Value), bag);
        return LabFileResult.Of(bound.Value, FileFacts.Of(text, bound.Root), bag, bound.Binding.Locate);
    }
}
