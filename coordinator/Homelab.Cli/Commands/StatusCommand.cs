using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;

namespace Homelab.Cli.Commands;

internal static class StatusCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("status", "What is wrong now, then feeds, nodes and services, and how old the evidence is.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var status = await question.Status();
            await question.Answer(
                () => CliJson.Text(StatusJson.Of(status)),
                () => StatusText.Of(status, terminal.Surface, question.Now));
            return StatusText.IsWrong(status) ? ExitCode.SomethingWrong : ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
