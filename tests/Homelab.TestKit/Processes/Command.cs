using System.Diagnostics;

namespace Homelab.TestKit.Processes;

/// <summary>What a program that ended said and gave.</summary>
public sealed record CommandResult(int ExitCode, string StandardOutput, string StandardError)
{
    public string Output => StandardOutput + StandardError;
}

/// <summary>Runs a program to its end.</summary>
public static class Command
{
    private static readonly TimeSpan UsualBound = TimeSpan.FromMinutes(2);

    /// <exception cref="InvalidOperationException">It did not end with 0; the message holds what it said.</exception>
    public static async Task RequireAsync(string program, params string[] arguments)
    {
        var result = await RunAsync(program, arguments).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {result.ExitCode}: {result.Output}");
        }
    }

    /// <param name="bound">Null: two minutes.</param>
    /// <exception cref="OperationCanceledException">It did not end within its bound, and was killed.</exception>
    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, string input = "", TimeSpan? bound = null, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = await Spawner.StartAsync(start).ConfigureAwait(false);
        using var end = new CancellationTokenSource(bound ?? UsualBound, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            try
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token).ConfigureAwait(false);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading what it was given.
            }

            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return new CommandResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
