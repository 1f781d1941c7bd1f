using System.CommandLine;
using Homelab.Cli.Asking;
using Homelab.Cli.Json;
using Homelab.Cli.Offline;
using Homelab.Cli.Render;
using Homelab.Files;

namespace Homelab.Cli.Commands;

internal static class CheckCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var file = new Argument<FileInfo>("file") { Description = "The lab file, such as lab.yaml." };
        var ask = new Option<bool>("--ask")
        {
            Description = "Also ask each UPS of the file who is logged in there, and a running coordinator of this lab which nodes run an upsmon of their own.",
        };
        var command = new Command("check", "Every mistake of a lab file at once, and whether its plan fits the declared runtimes. Asks nobody without --ask.") { file, ask };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file).ToString();
            var read = LabFile.Read(path);
            if (read.Lab is null || !parsed.GetValue(ask))
            {
                return await Answer(CheckReport.Of(path, read, null), terminal, parsed.GetValue(shared.Json));
            }

            return await CoordinatorQuestion.Ask(terminal, shared, parsed, question => Asked(question, path, read), cancellation);
        });
        return command;
    }

    private static async Task<int> Asked(CoordinatorQuestion question, string path, LabFileResult read)
    {
        var feeds = UpsLogins.Ask(read.Lab!, question.Terminal.Clock, question.Cancellation);
        var agents = AgentsOfTheLab.Ask(question, read.Lab!);
        return await Answer(CheckReport.Of(path, read, new LabAnswers(await feeds, await agents)), question.Terminal, question.Json);
    }

    private static async Task<int> Answer(CheckReport report, Terminal terminal, bool json)
    {
        await terminal.Out.WriteAsync(json ? CliJson.Text(CheckJson.Of(report)) : CheckText.Of(report, terminal.Surface));
        return report.IsWrong ? ExitCode.SomethingWrong : ExitCode.Fine;
    }
}
