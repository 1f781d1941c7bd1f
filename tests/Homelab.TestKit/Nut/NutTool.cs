using System.Diagnostics;
using Homelab.TestKit.Processes;

namespace Homelab.TestKit.Nut;

/// <summary>Runs a short-lived program of the test host and gives what it printed.</summary>
internal static class NutTool
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static async Task<(int Exit, string Out, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var process = await StartAsync(program, arguments, new Dictionary<string, string>());
        using var bound = new CancellationTokenSource(Bound, TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(bound.Token);
        var error = process.StandardError.ReadToEndAsync(bound.Token);
        await process.WaitForExitAsync(bound.Token);
        return (process.ExitCode, (await output).TrimEnd(), (await error).TrimEnd());
    }

    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static async Task<string> RequireAsync(string program, params string[] arguments)
    {
        var (exit, output, error) = await RunAsync(program, arguments);
        return exit == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exit}: {error}");
    }

    public static async Task<Process> StartAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return await Spawner.StartAsync(start);
    }
}
