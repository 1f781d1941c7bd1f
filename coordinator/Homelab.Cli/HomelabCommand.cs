using System.CommandLine;
using System.CommandLine.Help;
using Homelab.Cli.Commands;

namespace Homelab.Cli;

/// <summary>The command line as a table of contents.</summary>
public static class HomelabCommand
{
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        var parsed = Build(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExitCodes)
        {
            foreach (var error in parsed.Errors)
            {
                await terminal.Error.WriteLineAsync($"homelab: {error.Message}");
            }

            await terminal.Error.WriteLineAsync("See homelab --help.");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (IOException closed) when (PipeOut.IsClosed(closed))
        {
            return ExitCode.Fine;
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        var shared = new SharedOptions();
        var root = new RootCommand("What a home lab does when the power goes: now, and what comes next.")
        {
            shared.Coordinator,
            shared.Json,
            StatusCommand.Build(terminal, shared),
            PlanCommand.Build(terminal, shared),
            OutageCommand.Build(terminal, shared),
            PowerCommand.Shutdown(terminal, shared),
            PowerCommand.Start(terminal, shared),
            DrillCommand.Build(terminal, shared),
            FeedsCommand.Build(terminal, shared),
            NodesCommand.Build(terminal, shared),
            StorageCommand.Build(terminal, shared),
            SensorsCommand.Build(terminal, shared),
            ThermalCommand.Build(terminal, shared),
            WatchCommand.Build(terminal, shared),
            MaintenanceCommand.Build(terminal, shared),
            EnrollCommand.Build(terminal, shared),
            RevokeCommand.Build(terminal, shared),
            AuthorityCommand.Build(terminal, shared),
            LoginCommand.Login(terminal, shared),
            LoginCommand.Logout(terminal, shared),
            UserCommand.Build(terminal, shared),
            TokenCommand.Build(terminal, shared),
            AuditCommand.Build(terminal, shared),
            CheckCommand.Build(terminal, shared),
            SimulateCommand.Build(terminal, shared),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
            {
                option.Action = new HelpWithExitCodes(help);
            }
        }

        return root;
    }
}
