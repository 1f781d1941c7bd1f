namespace Homelab.Cli.Commands;

/// <summary>Asks for a password: from a person, unseen; else the next line of standard input.</summary>
internal static class PasswordQuestion
{
    public static string Present(Terminal terminal, string prompt) =>
        (terminal.Secret is { } secret ? secret(prompt) : terminal.In.ReadLine()) ?? "";

    /// <summary>Null where the two that a person typed differ, which is said.</summary>
    public static string? New(Terminal terminal, string user)
    {
        var first = Present(terminal, $"New password of {user}: ");
        if (terminal.Secret is null || Present(terminal, "Once more: ") == first)
        {
            return first;
        }

        terminal.Error.WriteLine("homelab: The two are not the same. Nothing was changed.");
        return null;
    }
}
