using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

internal static class StorageCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var name = new Argument<string?>("node") { Description = "Only this node's.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("storage", "Every disk and card: its state, the evidence, and how much was looked at. Exit code 1 where one is failing or failed.") { name };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var wanted = parsed.GetValue(name);
            var list = await question.Client.ListNodesAsync(new ListNodesRequest(), question.Options);
            var nodes = list.Nodes.Where(node => wanted is null || node.Name == wanted).ToList();
            if (wanted is not null && nodes.Count == 0)
            {
                await terminal.Error.WriteLineAsync($"homelab: the lab has no node \"{wanted}\". See homelab nodes.");
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
