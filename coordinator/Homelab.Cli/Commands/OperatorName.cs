namespace Homelab.Cli.Commands;

/// <summary>Who asks, while the coordinator has no users: the local account, which nobody proves. With users it goes by the token. Shells of containers and timers set no USER.</summary>
internal static class OperatorName
{
    public static string Of(Terminal terminal) => terminal.Environment("SUDO_USER") ?? terminal.Environment("USER") ?? Environment.UserName;
}
