using System.Text;

namespace Homelab.Nut;

/// <summary>
/// Words of a NUT line and back (NUT's parseconf.c): split on white space, <c>"..."</c> quotes, <c>\</c> takes the next character as
/// it is, an unescaped <c>#</c> outside quotes starts a comment, a bare <c>=</c> is a word of its own.
/// </summary>
/// <remarks>Inside quotes NUT itself refuses an unescaped <c>#</c>; servers that forget to escape it are understood here.</remarks>
public static class NutWords
{
    /// <summary>Splits one line. False with a reason where a quote or an escape is left open or there are too many words.</summary>
    public static bool TrySplit(string line, out List<string> words, out string problem)
    {
        words = [];
        problem = "";
        var word = new StringBuilder();
        var inWord = false;
        var inQuotes = false;
        for (var i = 0; i < line.Length && words.Count <= NutLimits.MaxWords; i++)
        {
            var c = line[i];
            if (c == '\\')
            {
                if (++i == line.Length)
                {
                    problem = "it ends in an escape";
                    return false;
                }

                word.Append(line[i]);
                inWord = true;
            }
            else if (inQuotes)
            {
                if (c == '"')
                {
                    inQuotes = false;
                    End(words, word, ref inWord);
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c == '"' && !inWord)
            {
                inQuotes = inWord = true;
            }
            else if (c == '#')
            {
                break;
            }
            else if (c == '=')
            {
                End(words, word, ref inWord);
                words.Add("=");
            }
            else if (char.IsWhiteSpace(c))
            {
                End(words, word, ref inWord);
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inQuotes)
        {
            problem = "a quote is left open";
            return false;
        }

        End(words, word, ref inWord);
        if (words.Count > NutLimits.MaxWords)
        {
            problem = $"it has more than {NutLimits.MaxWords} words";
            return false;
        }

        return true;
    }

    /// <summary>
    /// One word as NUT reads it back: quoted where it must be, with <c>#</c>, <c>\</c> and <c>"</c> escaped.
    /// </summary>
    /// <exception cref="ArgumentException">The word holds a control character, which no NUT line can carry.</exception>
    public static string Encode(string word)
    {
        var encoded = new StringBuilder(word.Length + 2);
        var mustQuote = word.Length == 0;
        foreach (var c in word)
        {
            if (char.IsControl(c))
            {
                throw new ArgumentException("A NUT word cannot hold a control character.", nameof(word));
            }

            mustQuote |= c is '#' or '\\' or '"' or '=' || char.IsWhiteSpace(c);
            if (c is '#' or '\\' or '"')
            {
                encoded.Append('\\');
            }

            encoded.Append(c);
        }

        return mustQuote ? $"\"{encoded}\"" : encoded.ToString();
    }

    /// <summary>A whole line, without its end.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Encode));

    private static void End(List<string> words, StringBuilder word, ref bool inWord)
    {
        if (inWord)
        {
            words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }
    }
}
