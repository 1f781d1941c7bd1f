using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>Below <c>homelab sensors</c>: looks for chips on a node's buses.</summary>
internal static class ScanCommand
{
    /// <summary>A bus that is held takes its time.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var node = new Argument<string>("node") { Description = "Whose buses." };
        var bus = new Option<int[]>("--bus") { Description = "This I2C bus; without it the one on a board's header.", HelpName = "number", AllowMultipleArgumentsPerToken = true };
        bus.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>()?.Any(number => number is < 0 or > 255) == true)
            {
                result.AddError("--bus takes the numbers of /dev/i2c-N, from 0 to 255.");
            }
        });
        var command = new Command("scan", "What is on a node's buses, and which lines of lab.yaml would declare it. Reads only, and only where a chip that agents read may be.") { node, bus };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var request = new ScanSensorsRequest { Node = parsed.GetValue(node), By = OperatorName.Of(terminal), Buses = { (parsed.GetValue(bus) ?? []).Select(number => (uint)number) } };
            var scan = await question.Client.ScanSensorsAsync(request, question.OptionsWithin(Bound));
            await question.Answer(() => CliJson.Text(ScanJson.Of(scan)), () => ScanText.Of(scan, terminal.Surface));
            return scan.Failure.Length > 0 ? ExitCode.SomethingWrong : ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
