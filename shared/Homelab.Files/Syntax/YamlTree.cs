using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Fields;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Homelab.Files.Syntax;

/// <summary>
/// Reads YAML events into a positioned tree and holds the limits while it does: the library's own object models
/// stall or overflow the stack on deep nesting, and stop at the first duplicate key.
/// </summary>
internal sealed class YamlTree
{
    public const int MostDepth = 32;
    public const int MostNodes = 50_000;

    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;
    private int _nodes;

    private YamlTree(string text, DiagnosticBag bag)
    {
        _bag = bag;
        // Comments are skipped because the parser does not accept them in every place where YAML does.
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>Null where there is no tree to go on with; the bag then holds an error. Never throws.</summary>
    public static SyntaxNode? Read(string text, DiagnosticBag bag)
    {
        try
        {
            if (YamlText.Reject(text, bag))
            {
                return null;
            }

            return new YamlTree(text, bag).ReadDocument();
        }
        catch (LimitReached)
        {
            return null;
        }
        catch (YamlException exception)
        {
            bag.Add(SyntaxCodes.NotYaml, At(exception.Start), "", YamlSentence.Of(exception), "Correct the YAML here; what stands below is not read yet.");
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The scanner trips over its own feet on some garbage (index and number errors); the place is not known then.
            bag.Add(SyntaxCodes.NotYaml, Position.Start, "", "the YAML reader gave up on this text", "Compare the file with one of the examples.");
            return null;
        }
    }

    private SyntaxNode? ReadDocument()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart)
        {
            _bag.Add(SyntaxCodes.Empty, Position.Start, "", "there is nothing in it", "Begin with `schema: 1`.");
            return null;
        }

        _parser.MoveNext();
        var root = ReadNode(1, "");
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is DocumentStart second)
        {
            _bag.Add(SyntaxCodes.SeveralDocuments, At(second.Start), "", "a second document begins here", "Keep one document and delete the `---` line.");
        }

        return root;
    }

    private SyntaxNode ReadNode(int depth, string path)
    {
        var current = _parser.Current!;
        var at = At(current.Start);
        if (++_nodes > MostNodes)
        {
            throw Stop(SyntaxCodes.TooManyValues, at, path, $"the file holds more than {MostNodes} values", "Is this the right file?");
        }

        switch (current)
        {
            case AnchorAlias alias:
                _bag.Add(SyntaxCodes.AliasOrAnchor, at, path, $"the alias {Shown.Quote("*" + alias.Value)} stands for a value elsewhere", "Write the value out.");
                return new BrokenNode(at);
            case NodeEvent node:
                RejectProperties(node, at, path);
                break;
        }

        if (depth > MostDepth)
        {
            throw Stop(SyntaxCodes.TooDeep, at, "", $"lists and mappings stand more than {MostDepth} deep in one another", "Is this the right file?");
        }

        return current switch
        {
            SequenceStart => ReadSequence(at, depth, path),
            MappingStart => ReadMapping(at, depth, path),
            Scalar scalar => new ScalarNode(at, scalar.Value, scalar.Style == ScalarStyle.Plain),
            _ => new BrokenNode(at),
        };
    }

    private SequenceNode ReadSequence(Position at, int depth, string path)
    {
        var items = ImmutableArray.CreateBuilder<SyntaxNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1, FieldPath.Of(path, items.Count)));
        }

        return new SequenceNode(at, items.ToImmutable());
    }

    private MappingNode ReadMapping(Position at, int depth, string path)
    {
        var entries = ImmutableArray.CreateBuilder<MappingEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1, path);
            var name = (key as ScalarNode)?.Text;
            var valuePath = name is null ? path : FieldPath.Of(path, Shown.Plain(name));
            _parser.MoveNext();
            var value = ReadNode(depth + 1, valuePath);
            if (name is null)
            {
                if (key is not BrokenNode)
                {
                    _bag.Add(SyntaxCodes.KeyIsNotText, key.At, path, "the key is a list or a mapping", "Write a plain word before the colon.");
                }

                continue;
            }

            if (lines.TryGetValue(name, out var line))
            {
                _bag.Add(SyntaxCodes.DuplicateKey, key.At, valuePath, $"it stood already in line {line}", "Keep one of the two.");
                continue;
            }

            lines.Add(name, key.At.Line);
            entries.Add(new MappingEntry(name, key.At, value));
        }

        return new MappingNode(at, entries.ToImmutable());
    }

    private void RejectProperties(NodeEvent node, Position at, string path)
    {
        if (!node.Anchor.IsEmpty)
        {
            _bag.Add(SyntaxCodes.AliasOrAnchor, at, path, $"the anchor {Shown.Quote("&" + node.Anchor.Value)} names a value for use elsewhere", "Delete the anchor.");
        }

        if (!node.Tag.IsEmpty)
        {
            _bag.Add(SyntaxCodes.Tag, at, path, $"the tag {Shown.Quote(node.Tag.Value)} asks for a type", "Delete the tag.");
        }
    }

    private LimitReached Stop(FindingCode code, Position at, string path, string problem, string remedy)
    {
        _bag.Add(code, at, path, problem, remedy);
        return new LimitReached();
    }

    private static Position At(Mark mark) => new((int)Math.Clamp(mark.Line, 1, int.MaxValue), (int)Math.Clamp(mark.Column, 1, int.MaxValue));

    // Leaves the recursion from any depth; it never leaves this class.
    private sealed class LimitReached : Exception;
}
