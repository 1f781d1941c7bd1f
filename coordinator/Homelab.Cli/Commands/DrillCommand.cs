using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>Rehearses an outage without stopping anything; or stops one node really and starts it again, after a question (P30).</summary>
internal static class DrillCommand
{
    /// <summary>Agents and UPSes are asked, and each may take its time.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var live = new Option<string>("--live") { Description = "Really stop this node and start it again, and measure both.", HelpName = "node" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask; needed with --live where no person sits before the terminal." };
        var command = new Command("drill", "Rehearse: what would work if the power went now, looked at without stopping anything. Exit code 1 where something fails.") { live, yes };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(
            terminal,
            shared,
            parsed,
            question => parsed.GetValue(live) is { } node
                ? PowerCommand.Ask(question, new AskPowerRequest { Wish = "drill", By = OperatorName.Of(terminal), Nodes = { node } }, parsed.GetValue(yes))
                : Rehearse(question),
            cancellation));
        return command;
    }

    private static async Task<int> Rehearse(CoordinatorQuestion question)
    {
        var rehearsal = await question.Client.RehearseAsync(new RehearseRequest { By = OperatorName.Of(question.Terminal) }, question.OptionsWithin(Bound));
        await question.Answer(() => CliJson.Text(RehearsalJson.Of(rehearsal)), () => DrillText.Of(rehearsal, question.Terminal.Surface));
        return rehearsal.Verdict == DrillVerdict.DrillFails ? ExitCode.SomethingWrong : ExitCode.Fine;
    }
}
