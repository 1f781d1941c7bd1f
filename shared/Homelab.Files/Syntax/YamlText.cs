using Homelab.Files.Diagnostics;

namespace Homelab.Files.Syntax;

/// <summary>What is looked at before the YAML reader sees the text.</summary>
internal static class YamlText
{
    public const int MostBytes = 1024 * 1024;

    /// <summary>True where the text is refused; the bag then says why.</summary>
    public static bool Reject(string text, DiagnosticBag bag)
    {
        // A byte is at least a third of a UTF-16 unit's bytes, so the cheap bound comes first.
        if (text.Length > MostBytes || System.Text.Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            RejectSize(bag);
            return true;
        }

        var line = 1;
        var column = 1;
        foreach (var character in text)
        {
            // The scanner takes NUL for the end of the text, and would silently drop what follows.
            if (character < ' ' && character is not ('\t' or '\n' or '\r'))
            {
                bag.Add(SyntaxCodes.NotText, new Position(line, column), "", $"there is a control character (U+{(int)character:X4})", "Delete it.");
                return true;
            }

            (line, column) = character == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return false;
    }

    public static void RejectSize(DiagnosticBag bag) =>
        bag.Add(SyntaxCodes.TooLarge, Position.Start, "", "it holds more than 1 MiB", "Is this the right file?");
}
