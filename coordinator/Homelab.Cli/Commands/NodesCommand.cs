using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

internal static class NodesCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("nodes", "Every node: health with its reasons, last beat, lease, readings. Exit code 1 where one is not well.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var status = question.Status();
            var list = await question.Client.ListNodesAsync(new ListNodesRequest(), question.Options);
            var zone = (await status).TimeZone;
            await question.Answer(
                () => CliJson.Text(new NodesJson([.. list.Nodes.Select(NodeJson.Of)])),
                () => NodesText.Of(list.Nodes, zone, terminal.Surface, question.Now));
            return list.Nodes.All(node => node.Health?.State is HealthState.Ok or HealthState.Maintenance) ? ExitCode.Fine : ExitCode.SomethingWrong;
        }, cancellation));
        return command;
    }
}
