using Homelab.Cli;
using Homelab.Cli.Render;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>One run of the command, as a script sees it.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static Task<CommandRun> Of(string? environmentAddress, params string[] arguments) =>
        Of(environmentAddress, new StringWriter(), TestContext.Current.CancellationToken, arguments);

    public static async Task<CommandRun> Of(string? environmentAddress, StringWriter output, CancellationToken cancellation, params string[] arguments)
    {
        var error = new StringWriter();
        var terminal = new Terminal
        {
            Out = output,
            Error = error,
            Clock = TimeProvider.System,
            Environment = name => name switch
            {
                "HOMELAB_COORDINATOR" => environmentAddress,
                "USER" => "alex",
                _ => null,
            },
            Surface = Surface.Plain,
        };
        var exitCode = await HomelabCommand.RunAsync(arguments, terminal, cancellation);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
