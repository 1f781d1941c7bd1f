namespace Homelab.Cli.Commands;

internal static class PeopleBound
{
    /// <summary>A Raspberry Pi hashes a password for seconds, and others may be before it.</summary>
    public static readonly TimeSpan Hashing = TimeSpan.FromSeconds(20);
}
