using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>An operator's word to the running outage: shown what it means, confirmed, then sent with the account's name (P30).</summary>
internal static class OutageWishCommand
{
    public static Command Hold(Terminal terminal, SharedOptions shared) => Build(
        terminal, shared, "hold", "Nothing is ordered before its latest start, until it is released. The battery still binds.");

    public static Command Release(Terminal terminal, SharedOptions shared) => Build(
        terminal, shared, "release", "The outage goes on as planned.");

    public static Command Cancel(Terminal terminal, SharedOptions shared) => Build(
        terminal, shared, "cancel", "What an operator asked to shut down is taken back, where nothing of it is committed yet.");

    private static Command Build(Terminal terminal, SharedOptions shared, string wish, string meaning)
    {
        var yes = new Option<bool>("--yes") { Description = "Do not ask; needed where no person sits before the terminal." };
        var command = new Command(wish, meaning) { yes };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(
            terminal, shared, parsed, question => Ask(question, wish, meaning, parsed.GetValue(yes)), cancellation));
        return command;
    }

    private static async Task<int> Ask(CoordinatorQuestion question, string wish, string meaning, bool isSure)
    {
        var terminal = question.Terminal;
        if (!isSure && !terminal.IsInteractive)
        {
            await terminal.Error.WriteLineAsync($"homelab: outage {wish} commands the lab, and nobody can be asked here. Say --yes.");
            return ExitCode.Usage;
        }

        if (!isSure)
        {
            var outage = await question.Client.GetOutageAsync(new GetOutageRequest(), question.Options);

            // Standard output is the answer's alone where a program reads it.
            var shown = question.Json ? terminal.Error : terminal.Out;
            await shown.WriteAsync(OutageText.Of(outage, await question.Status(), terminal.Surface, question.Now));
            await shown.WriteAsync($"\n{meaning} {wish}? [y/N] ");
            await shown.FlushAsync(question.Cancellation);
            if (await terminal.In.ReadLineAsync(question.Cancellation) is not ("y" or "yes"))
            {
                await terminal.Error.WriteLineAsync("homelab: Nothing was asked of the coordinator.");
                return ExitCode.SomethingWrong;
            }
        }

        var answer = await question.Client.AskOutageAsync(new AskOutageRequest { Wish = wish, By = OperatorName.Of(terminal) }, question.Options);
        var status = await question.Status();
        await question.Answer(() => CliJson.Text(OutageJson.Of(answer)), () => OutageText.Of(answer, status, terminal.Surface, question.Now));
        return ExitCode.Fine;
    }
}
