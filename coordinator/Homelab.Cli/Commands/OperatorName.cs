namespace Homelab.Cli.Commands;

/// <summary>Who asks: the local account, until users exist. Nobody proves it. Shells of containers and timers set no USER.</summary>
internal static class OperatorName
{
    public static string Of(Terminal terminal) => terminal.Environment("SUDO_USER") ?? terminal.Environment("USER") ?? Environment.UserName;
}
