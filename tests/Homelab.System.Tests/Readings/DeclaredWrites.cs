using System.Text.RegularExpressions;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Readings;

/// <summary>A file of an agent's state directory, as docs/hardware.md declares it.</summary>
/// <param name="Cause">Under which its bytes are counted; empty where it is not written regularly.</param>
internal sealed record DeclaredWrite(string File, string Cause);

/// <summary>The table of docs/hardware.md of what an agent writes to its disk.</summary>
internal static partial class DeclaredWrites
{
    private const string Begin = "| file | counted as |";

    public static IReadOnlyList<DeclaredWrite> Read() =>
    [
        .. Repository.Read("docs/hardware.md").Split('\n').SkipWhile(line => !line.StartsWith(Begin, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')).SelectMany(cells => Quoted().Matches(cells[1]).Select(file => new DeclaredWrite(file.Groups[1].Value, cells[2].Trim(' ', '`'))))
    ];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
