namespace Homelab.Cli.Api;

/// <summary>Where the coordinator is asked: the option, then HOMELAB_COORDINATOR, then this machine.</summary>
public static class CoordinatorAddress
{
    public const string Variable = "HOMELAB_COORDINATOR";

    private const string Usual = "http://127.0.0.1:8441";

    /// <summary>The address, or a sentence that says what to correct, with the exit code that fits.</summary>
    public static (Uri? Address, string Error, int ExitCode) Resolve(string? option, Func<string, string?> environment)
    {
        if (option is not null)
        {
            return Read(option) is { } given
                ? (given, "", ExitCode.Fine)
                : (null, $"--coordinator {option} is not an address. Write it as {Usual}.", ExitCode.Usage);
        }

        var variable = environment(Variable);
        if (string.IsNullOrWhiteSpace(variable))
        {
            return (new Uri(Usual), "", ExitCode.Fine);
        }

        return Read(variable) is { } set
            ? (set, "", ExitCode.Fine)
            : (null, $"{Variable} is set to \"{variable}\", which is not an address. Write it as {Usual}.", ExitCode.BadConfiguration);
    }

    private static Uri? Read(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.Host.Length > 0
            ? address
            : null;
}
