using Homelab.Cli;
using Homelab.Cli.Render;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>One run of the command, as a script sees it.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static Task<CommandRun> Of(string? environmentAddress, params string[] arguments) =>
        Of(environmentAddress, new StringWriter(), TestContext.Current.CancellationToken, arguments);

    public static Task<CommandRun> Of(string? environmentAddress, StringWriter output, CancellationToken cancellation, params string[] arguments) =>
        Run(environmentAddress, null, output, arguments, cancellation);

    /// <summary>A person sits before the terminal and types this.</summary>
    public static Task<CommandRun> Typed(string typed, string? environmentAddress, params string[] arguments) =>
        Run(environmentAddress, typed, new StringWriter(), arguments, TestContext.Current.CancellationToken);

    /// <summary>On a terminal of this width, without colours.</summary>
    public static Task<CommandRun> Shown(int width, params string[] arguments) =>
        Run(null, null, new StringWriter(), arguments, TestContext.Current.CancellationToken, Surface.Plain with { Width = width });

    /// <summary>With more in its environment; what it reads where it asks for something unseen are these lines.</summary>
    public static Task<CommandRun> In(IReadOnlyDictionary<string, string> environment, string read, params string[] arguments) =>
        Run(environment.GetValueOrDefault("HOMELAB_COORDINATOR"), null, new StringWriter(), arguments, TestContext.Current.CancellationToken, null, environment, read);

    private static async Task<CommandRun> Run(
        string? environmentAddress, string? typed, StringWriter output, string[] arguments, CancellationToken cancellation, Surface? surface = null,
        IReadOnlyDictionary<string, string>? environment = null, string read = "")
    {
        var error = new StringWriter();
        var terminal = new Terminal
        {
            Out = output,
            Error = error,
            In = new StringReader(typed ?? read),
            IsInteractive = typed is not null,
            Clock = TimeProvider.System,
            Environment = name => name switch
            {
                "HOMELAB_COORDINATOR" => environmentAddress,
                "USER" => "alex",
                _ => environment?.GetValueOrDefault(name),
            },
            Surface = surface ?? Surface.Plain,
        };
        var exitCode = await HomelabCommand.RunAsync(arguments, terminal, cancellation);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
