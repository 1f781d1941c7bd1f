namespace Homelab.Domain;

/// <summary>Ends what others worded: some of it is a sentence already, or a question.</summary>
public static class FullStop
{
    public static string After(string text) => text.Length > 0 && text[^1] is '.' or '?' or '!' ? text : $"{text}.";
}
