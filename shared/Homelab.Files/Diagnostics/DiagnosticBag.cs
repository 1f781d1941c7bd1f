using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Syntax;

namespace Homelab.Files.Diagnostics;

/// <summary>Gathers the mistakes of one file, so that the reader sees all of them at once.</summary>
internal sealed class DiagnosticBag(string file)
{
    // A generated file can hold a mistake a line; nobody reads more than a screen or two of them.
    public const int MostDiagnostics = 200;

    private readonly List<Diagnostic> _diagnostics = [];
    private bool _dropped;

    public bool HasErrors { get; private set; }

    public void Add(FindingCode code, Position at, string key, string problem, string remedy)
    {
        HasErrors |= code.IsError;
        if (_diagnostics.Count >= MostDiagnostics)
        {
            _dropped = true;
            return;
        }

        _diagnostics.Add(Made(at, code, key, problem, remedy));
    }

    /// <summary>A diagnostic of this file, fit to be printed: names from the file may hold anything.</summary>
    public Diagnostic Made(Position at, FindingCode code, string key, string problem, string remedy) =>
        new(file, at.Line, at.Column, code, key.Length == 0 ? Diagnostic.WholeFile : Shown.Sentence(key), Shown.Sentence(problem), Shown.Sentence(remedy));

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Diagnostic> ToSorted()
    {
        var sorted = _diagnostics.OrderBy(item => item.Line).ThenBy(item => item.Column).ToList();
        if (_dropped)
        {
            var last = sorted[^1];
            sorted.Add(new Diagnostic(file, last.Line, last.Column, SyntaxCodes.TooManyMistakes, Diagnostic.WholeFile,
                $"there are more than {MostDiagnostics} mistakes, and the rest is not listed", "Correct these first."));
        }

        return [.. sorted];
    }
}
