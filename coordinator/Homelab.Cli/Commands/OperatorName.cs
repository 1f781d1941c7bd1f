namespace Homelab.Cli.Commands;

/// <summary>Who asks, while the coordinator has no users: the local account, which nobody proves. With users it goes by the token. Shells of containers and timers set no USER.</summary>
internal static class OperatorName
{
    private const string Identity = "Uid:";

    public static string Of(Terminal terminal) => terminal.Environment("SUDO_USER") ?? terminal.Environment("USER") ?? OfAccount();

    private static string OfAccount()
    {
        try
        {
            return Environment.UserName;
        }
        catch (IOException)
        {
            // A container may run as a number that no account has.
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Identity, StringComparison.Ordinal)) ?? Identity;
            return $"uid:{line[Identity.Length..].Split('\t', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("unknown")}";
        }
    }
}
