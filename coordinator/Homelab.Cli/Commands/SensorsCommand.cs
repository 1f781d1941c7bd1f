using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;

namespace Homelab.Cli.Commands;

internal static class SensorsCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var name = NodesAsked.Argument();
        var command = new Command("sensors", "Every sensor that the lab file declares: what it reads, or why it does not. Exit code 1 where one has a fault.") { name };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            if (await NodesAsked.Of(question, terminal, parsed.GetValue(name)) is not { } nodes)
            {
                return ExitCode.Usage;
            }

            await question.Answer(
                () => CliJson.Text(new SensorListJson([.. nodes.SelectMany(node => node.Sensors.Select(sensor => SensorJson.Of(node.Name, sensor)))])),
                () => SensorsText.Of(nodes, terminal.Surface));
            return nodes.SelectMany(node => node.Sensors).Any(sensor => sensor.State == "FAULT") ? ExitCode.SomethingWrong : ExitCode.Fine;
        }, cancellation));
        command.Add(ScanCommand.Build(terminal, shared));
        return command;
    }
}
