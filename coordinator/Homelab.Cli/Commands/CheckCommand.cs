using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Offline;
using Homelab.Cli.Render;

namespace Homelab.Cli.Commands;

internal static class CheckCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var file = new Argument<FileInfo>("file") { Description = "The lab file, such as lab.yaml." };
        var command = new Command("check", "Every mistake of a lab file at once, and whether its plan fits the declared runtimes. Asks no coordinator.") { file };
        command.SetAction(async (parsed, _) =>
        {
            var report = CheckReport.Of(parsed.GetRequiredValue(file).ToString());
            await terminal.Out.WriteAsync(parsed.GetValue(shared.Json) ? CliJson.Text(CheckJson.Of(report)) : CheckText.Of(report, terminal.Surface));
            return report.IsWrong ? ExitCode.SomethingWrong : ExitCode.Fine;
        });
        return command;
    }
}
