using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>A file's text turned into a value by its table of fields.</summary>
internal sealed record Bound<T>(T Value, Binding Binding, SyntaxNode Root)
{
    /// <summary>Leaves out what is only the echo of a field that could not be read: it looks like one that was not written.</summary>
    public void AddFindings(IEnumerable<LabFinding> findings, DiagnosticBag bag)
    {
        foreach (var finding in findings.Where(finding => !Binding.IsBroken(finding.Path) && !finding.Related.Any(Binding.IsBroken)))
        {
            bag.Add(finding.Code, Binding.Locate(finding.Path), finding.Path, finding.Problem, finding.Remedy);
        }
    }
}

internal static class Bound
{
    /// <summary>Null where there is not even a mapping to read from; otherwise as much as could be read, with the mistakes in the bag.</summary>
    public static Bound<T>? Bind<T>(string text, Shape<T> shape, T blank, DiagnosticBag bag)
        where T : class
    {
        if (YamlTree.Read(text, bag) is not { } root)
        {
            return null;
        }

        var binding = new Binding(bag);
        if (!new ObjectType<T>(shape, blank).TryBind(root, "", binding, out var value))
        {
            return null;
        }

        binding.ResolveReferences();
        return new Bound<T>(value, binding, root);
    }
}
