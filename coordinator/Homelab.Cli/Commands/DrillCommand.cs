using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>Rehearses an outage without stopping anything.</summary>
internal static class DrillCommand
{
    /// <summary>Agents and UPSes are asked, and each may take its time.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("drill", "Rehearse: what would work if the power went now, looked at without stopping anything. Exit code 1 where something fails.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, Rehearse, cancellation));
        return command;
    }

    private static async Task<int> Rehearse(CoordinatorQuestion question)
    {
        var rehearsal = await question.Client.RehearseAsync(new RehearseRequest { By = OperatorName.Of(question.Terminal) }, question.OptionsWithin(Bound));
        await question.Answer(() => CliJson.Text(RehearsalJson.Of(rehearsal)), () => DrillText.Of(rehearsal, question.Terminal.Surface));
        return rehearsal.Verdict == DrillVerdict.DrillFails ? ExitCode.SomethingWrong : ExitCode.Fine;
    }
}
