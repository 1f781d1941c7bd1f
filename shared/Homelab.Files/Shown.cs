using System.Globalization;
using System.Text;

namespace Homelab.Files;

/// <summary>Text from a file, made fit to stand in a message: short, and without characters that a terminal would obey.</summary>
internal static class Shown
{
    private const int MostOfAValue = 60;
    private const int MostOfASentence = 1000;

    /// <summary>A word or value, in quotes.</summary>
    public static string Quote(string text) => $"\"{Plain(text)}\"";

    public static string Plain(string text) => Cut(text, MostOfAValue);

    /// <summary>For a whole part of a message, whatever was put into it.</summary>
    public static string Sentence(string text) => Cut(text, MostOfASentence);

    private static string Cut(string text, int most)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= most)
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
