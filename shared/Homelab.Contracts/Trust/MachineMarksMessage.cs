using Marks = Homelab.Domain.Trust.MachineMarks;

namespace Homelab.Contracts.Trust;

public static class MachineMarksMessage
{
    private const int CharactersMax = 128;

    public static V1.MachineMarks Of(Marks marks) => new() { Serial = marks.Serial, Installation = marks.Installation };

    /// <summary>What is longer than any mark is cut: it may come from anybody.</summary>
    public static Marks Read(V1.MachineMarks? message) =>
        message is null ? Marks.Unknown : new(Cut(message.Serial), Cut(message.Installation));

    /// <summary>Half of a surrogate pair is not text.</summary>
    private static string Cut(string text) =>
        text.Length <= CharactersMax ? text : char.IsHighSurrogate(text[CharactersMax - 1]) ? text[..(CharactersMax - 1)] : text[..CharactersMax];
}
