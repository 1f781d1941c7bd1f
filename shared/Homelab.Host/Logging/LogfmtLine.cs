using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Homelab.Host.Logging;

/// <summary>One log line in logfmt (brandur.org/logfmt), with journald's priority before it where asked for.</summary>
public static class LogfmtLine
{
    private const int ValueCharactersMax = 2000;

    /// <summary>Appends <c>key=value</c>. The key keeps letters, digits, dot, dash and underscore; the value is quoted where it must be.</summary>
    public static void AppendPair(StringBuilder line, string key, object? value)
    {
        if (line.Length > 0 && line[^1] != '>')
        {
            line.Append(' ');
        }

        foreach (var letter in key)
        {
            line.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' ? char.ToLowerInvariant(letter) : '_');
        }

        line.Append('=');
        AppendValue(line, TextOf(value));
    }

    /// <summary>The priority of syslog(3) for a level.</summary>
    public static int PriorityOf(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };

    public static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warn",
        LogLevel.Information => "info",
        LogLevel.Debug => "debug",
        _ => "trace",
    };

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items => string.Join(',', items.Cast<object?>().Select(TextOf)),
        _ => value.ToString() ?? "",
    };

    private static void AppendValue(StringBuilder line, string value)
    {
        var text = value.Length > ValueCharactersMax ? string.Concat(value.AsSpan(0, ValueCharactersMax), "…") : value;
        if (!NeedsQuotes(text))
        {
            line.Append(text);
            return;
        }

        line.Append('"');
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '"' or '\\':
                    line.Append('\\').Append(letter);
                    break;
                case '\n':
                    line.Append("\\n");
                    break;
                case '\r':
                    line.Append("\\r");
                    break;
                case '\t':
                    line.Append("\\t");
                    break;
                default:
                    if (char.IsControl(letter))
                    {
                        line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                    }
                    else
                    {
                        line.Append(letter);
                    }

                    break;
            }
        }

        line.Append('"');
    }

    private static bool NeedsQuotes(string text)
    {
        foreach (var letter in text)
        {
            if (letter is ' ' or '=' or '"' or '\\' || char.IsControl(letter) || char.IsWhiteSpace(letter))
            {
                return true;
            }
        }

        return text.Length == 0;
    }
}
