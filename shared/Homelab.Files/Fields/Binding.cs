using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>What is gathered while one file is bound: mistakes, places, and names with those who refer to them.</summary>
internal sealed class Binding(DiagnosticBag bag)
{
    private readonly Dictionary<string, Position> _positions = new(StringComparer.Ordinal) { [""] = Position.Start };
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly HashSet<(ObjectKind Kind, string Name)> _names = [];
    private readonly List<Mention> _mentions = [];

    public void Report(FindingCode code, string path, Position at, string problem, string remedy)
    {
        if (code.IsError)
        {
            _broken.Add(path);
        }

        bag.Add(code, at, path, problem, remedy);
    }

    /// <summary>For what is already in the bag, so that nothing is concluded from it.</summary>
    public void MarkBroken(string path) => _broken.Add(path);

    public void Place(string path, Position at) => _positions[path] = at;

    /// <summary>The place of a path, or of the nearest thing around it that the file holds.</summary>
    public Position Locate(string path)
    {
        while (true)
        {
            if (_positions.TryGetValue(path, out var at))
            {
                return at;
            }

            path = FieldPath.Parent(path);
        }
    }

    public void Declare(ObjectKind kind, string name) => _names.Add((kind, name));

    public void Refer(ObjectKind kind, string name, string path, Position at) => _mentions.Add(new Mention(kind, name, path, at));

    /// <summary>Call when everything is bound: sections may stand in any order.</summary>
    public void ResolveReferences()
    {
        foreach (var mention in _mentions.Where(mention => !_names.Contains((mention.Kind, mention.Name))))
        {
            var kind = ObjectKinds.Word(mention.Kind);
            var declared = _names.Where(name => name.Kind == mention.Kind).Select(name => name.Name).ToImmutableArray();
            Report(FieldCodes.UnknownReference, mention.Path, mention.At,
                $"there is no {kind} {Shown.Quote(mention.Name)}",
                Nearest.To(mention.Name, declared) is { } near ? $"Did you mean {near}?" : $"Declare it under {ObjectKinds.Section(mention.Kind)}.");
        }
    }

    /// <summary>An error stands so near to the path that a finding there may be only its echo.</summary>
    public bool IsBroken(string path) => _broken.Any(broken => FieldPath.Spoils(broken, path));

    private sealed record Mention(ObjectKind Kind, string Name, string Path, Position At);
}
