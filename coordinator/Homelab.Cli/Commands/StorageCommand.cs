using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;

namespace Homelab.Cli.Commands;

internal static class StorageCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var name = NodesAsked.Argument();
        var command = new Command("storage", "Every disk and card: its state, the evidence, and how much was looked at. Exit code 1 where one is failing or failed.") { name };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            if (await NodesAsked.Of(question, terminal, parsed.GetValue(name)) is not { } nodes)
            {
                return ExitCode.Usage;
            }

            await question.Answer(
                () => CliJson.Text(new StorageListJson([.. nodes.SelectMany(node => node.Storage.Select(device => StorageJson.Of(node.Name, device)))])),
                () => StorageText.Of(nodes, terminal.Surface));
            return nodes.SelectMany(node => node.Storage).Any(device => device.State is "FAILING" or "FAILED") ? ExitCode.SomethingWrong : ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
