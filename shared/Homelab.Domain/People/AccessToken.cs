using System.Buffers.Text;
using System.Text.RegularExpressions;

namespace Homelab.Domain.People;

/// <summary>The word of a token: a mark that scanners for leaked secrets can know it by, and 256 random bits.</summary>
public static partial class AccessToken
{
    public const int SecretBytes = 32;
    public const string Mark = "homelab_";
    public static readonly TimeSpan Usual = TimeSpan.FromDays(90);
    public static readonly TimeSpan OfLogin = TimeSpan.FromDays(30);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static string Word(ReadOnlySpan<byte> secret) => Mark + Base64Url.EncodeToString(secret);

    /// <summary>The text with each such word in it, whole or nearly so, taken out: it may have been pasted where something else belongs.</summary>
    public static string Hide(string text) => TokenWord().Replace(text, "(a token)");

    [GeneratedRegex($"{Mark}[A-Za-z0-9_-]{{20,}}", RegexOptions.CultureInvariant)]
    private static partial Regex TokenWord();

    /// <summary>What is kept of it, in hex. A plain hash is enough: nobody guesses 256 random bits.</summary>
    public static string Hash(string word) => TextDigest.Of(word);
}
