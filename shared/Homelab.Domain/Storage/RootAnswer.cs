using System.Text;

namespace Homelab.Domain.Storage;

/// <summary>What the helper with root says to a <see cref="RootQuestion"/>: a line that says whether it answers, and then the answer up to the end.</summary>
/// <param name="Text">Null where there is none.</param>
/// <param name="Why">There is none; a sentence without its end.</param>
/// <param name="IsRefused">The helper says itself that this machine has no such thing, or that it does not answer such a question; otherwise it did not come to an answer.</param>
public sealed record RootAnswer(ReadOnlyMemory<byte>? Text, string Why, bool IsRefused = false)
{
    /// <summary>The first line of an answer.</summary>
    public const string Yes = "ok\n";

    private const string Not = "no ";

    /// <summary>Of what smartctl says of a drive with all its logs, with room to spare.</summary>
    public const int BytesMax = 1 << 18;

    /// <summary>All that is said where there is no answer.</summary>
    public static string No(string why) => $"{Not}{why}\n";

    public static RootAnswer None(string why) => new(null, why);

    /// <summary>Of all that came before the connection ended.</summary>
    public static RootAnswer Parse(ReadOnlyMemory<byte> said)
    {
        var text = said.Span;
        if (text.StartsWith("ok\n"u8))
        {
            return text.Length > Yes.Length ? new RootAnswer(said[Yes.Length..], "") : None("the helper began an answer and said nothing");
        }

        return text.StartsWith("no "u8) && text.IndexOf((byte)'\n') is var end && end > Not.Length
            ? new RootAnswer(null, Encoding.ASCII.GetString(text[Not.Length..end]), IsRefused: true)
            : None(text.IsEmpty ? "the helper ended without an answer" : "the helper's answer is none");
    }
}
