using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

internal static class ThermalCommand
{
    /// <summary>The coordinator reads 30 days of history of every node for it.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var name = NodesAsked.Argument();
        var command = new Command("thermal", "The heat of every node: headroom, rise, room or fan, time slowed, and whether it survives with the door closed. Exit code 1 where something is a warning.") { name };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            if (await NodesAsked.Of(question, terminal, parsed.GetValue(name)) is null)
            {
                return ExitCode.Usage;
            }

            var list = await question.Client.GetHeatAsync(new GetHeatRequest { Node = parsed.GetValue(name) ?? "" }, question.OptionsWithin(Bound));
            await question.Answer(() => CliJson.Text(new HeatListJson([.. list.Nodes.Select(HeatJson.Of)])), () => ThermalText.Of(list.Nodes, terminal.Surface));
            return list.Nodes.SelectMany(node => node.Answers).Any(answer => answer.State == "WARNING") ? ExitCode.SomethingWrong : ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
