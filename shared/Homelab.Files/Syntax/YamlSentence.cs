using YamlDotNet.Core;

namespace Homelab.Files.Syntax;

/// <summary>Turns the YAML reader's complaint into one that fits our lines.</summary>
internal static class YamlSentence
{
    /// <summary>Without a full stop. The library's sentences are literals in its code, so they survive trimming.</summary>
    public static string Of(YamlException exception)
    {
        var said = exception.Message;
        if (said.Contains("tab character", StringComparison.Ordinal))
        {
            return "a tab stands in the indentation here or in the next line, and YAML allows only spaces there";
        }

        if (said.Contains("cannot start any token", StringComparison.Ordinal))
        {
            return "a character stands here that cannot begin a value (a tab, `@`, `%` or a backtick)";
        }

        said = Shown.Sentence(said).TrimEnd('.', ' ');
        return said.Length == 0 ? "the text cannot be read from here" : $"it cannot be read from here ({char.ToLowerInvariant(said[0])}{said[1..]})";
    }
}
