using System.Globalization;
using System.Text;

namespace Homelab.Files;

/// <summary>Text from a file, made fit to stand in a message: short, and without characters that a terminal would obey.</summary>
internal static class Shown
{
    private const int MostCharacters = 60;

    public static string Quote(string text) => $"\"{Plain(text)}\"";

    public static string Plain(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MostCharacters)
            {
                return shown.Append("...").ToString();
            }

            shown.Append(IsPrintable(rune) ? rune.ToString() : "?");
        }

        return shown.ToString();
    }

    // Formatting characters turn the direction of a line, so that it reads differently from what it says.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
