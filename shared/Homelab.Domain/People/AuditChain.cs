using System.Security.Cryptography;

namespace Homelab.Domain.People;

/// <summary>
/// Lines of which each begins with the hash of the one before: whoever changes one has to change all after it, and the newest hash, which may be
/// noted elsewhere, shows it even then.
/// </summary>
public static class AuditChain
{
    /// <summary>What stands before the first line.</summary>
    public static readonly string Nothing = new('0', SHA256.HashSizeInBytes * 2);

    private const string Mark = "{\"before\":\"";

    /// <summary>In hex, of the line without its end.</summary>
    public static string Hash(string line) => TextDigest.Of(line);

    /// <summary>What the line says of the one before; null where it is none of ours.</summary>
    public static string? Before(string line) =>
        line.StartsWith(Mark, StringComparison.Ordinal) && line.Length > Mark.Length + Nothing.Length ? line.Substring(Mark.Length, Nothing.Length) : null;

    /// <param name="noted">A hash that was noted elsewhere; null where none was.</param>
    public static AuditVerdict Verify(IEnumerable<string> lines, string? noted = null)
    {
        var (count, newest, isHeld) = (0, Nothing, noted is null);
        foreach (var line in lines)
        {
            count++;
            if (Before(line) != newest)
            {
                return new AuditVerdict(count, count, newest, count == 1
                    ? "The chain is broken from line 1 on: lines before it were taken away, or it was changed."
                    : $"The chain is broken from line {count} on: line {count - 1} was changed, lines between the two were taken out or put in, or line {count} was.");
            }

            newest = Hash(line);
            isHeld |= newest == noted;
        }

        return isHeld
            ? new AuditVerdict(count, null, newest, $"The chain holds: {count} lines. To be sure of them later, note the newest hash elsewhere: {newest}")
            : new AuditVerdict(count, count + 1, newest, $"The chain of {count} lines holds in itself, and no line of it has the hash that was noted: its end was taken away, or all of it was written anew.");
    }
}

/// <param name="BrokenFrom">The first line, counted from 1, that does not follow from the one before; null where all do.</param>
/// <param name="Newest">The hash of the last line that does.</param>
public sealed record AuditVerdict(int Lines, int? BrokenFrom, string Newest, string Sentence);
