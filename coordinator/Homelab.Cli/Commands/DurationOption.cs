using System.CommandLine;
using Homelab.Cli.Render;

namespace Homelab.Cli.Commands;

/// <summary><c>--for DURATION</c>, where a usual length stands behind nothing.</summary>
internal static class DurationOption
{
    public static Option<string?> For(string description) => new("--for") { Description = description, HelpName = "DURATION" };

    /// <summary>Zero where nothing was said; what is no duration is a usage error.</summary>
    public static Task<int> With(Terminal terminal, string? text, Func<TimeSpan, Task<int>> run)
    {
        var length = TimeSpan.Zero;
        if (text is not null && (!Duration.TryRead(text, out length) || length <= TimeSpan.Zero))
        {
            terminal.Error.WriteLine($"homelab: --for {text} is not a duration. Write it with its unit: 90s, 15m, 2h, 30d.");
            return Task.FromResult(ExitCode.Usage);
        }

        return run(length);
    }
}
