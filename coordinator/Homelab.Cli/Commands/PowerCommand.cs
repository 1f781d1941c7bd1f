using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>An operator shuts nodes down or starts them: what it means is said, confirmed, then sent with the account's name (P30).</summary>
internal static class PowerCommand
{
    public static Command Shutdown(Terminal terminal, SharedOptions shared)
    {
        var dependents = new Option<bool>("--with-dependents") { Description = "Take those along that cannot do without." };
        return Build(terminal, shared, "shutdown", "Shut nodes down in the order of needs. They stay off until they are started.", dependents);
    }

    public static Command Start(Terminal terminal, SharedOptions shared) =>
        Build(terminal, shared, "start", "Start nodes in the order of needs, by what starts each, once their feeds are steady and charged.", null);

    private static Command Build(Terminal terminal, SharedOptions shared, string wish, string meaning, Option<bool>? dependents)
    {
        var nodes = new Argument<string[]>("node") { Description = "Names of nodes.", Arity = ArgumentArity.ZeroOrMore };
        var lab = new Option<bool>("--lab") { Description = "All nodes of the lab." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask; needed where no person sits before the terminal." };
        var command = new Command(wish, meaning) { nodes, lab, yes };
        if (dependents is not null)
        {
            command.Add(dependents);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var request = new AskPowerRequest
            {
                Wish = wish,
                By = OperatorName.Of(terminal),
                Lab = parsed.GetValue(lab),
                Nodes = { parsed.GetValue(nodes) ?? [] },
                WithDependents = dependents is not null && parsed.GetValue(dependents),
            };
            return CoordinatorQuestion.Ask(terminal, shared, parsed, question => Ask(question, request, parsed.GetValue(yes)), cancellation);
        });
        return command;
    }

    /// <summary>Says what it means, asks, and sends it.</summary>
    internal static async Task<int> Ask(CoordinatorQuestion question, AskPowerRequest request, bool isSure)
    {
        var terminal = question.Terminal;
        if (request.Lab == request.Nodes.Count > 0)
        {
            await terminal.Error.WriteLineAsync($"homelab: say which nodes to {request.Wish}, or --lab for all of them, and not both.");
            return ExitCode.Usage;
        }

        if (!isSure && !terminal.IsInteractive)
        {
            await terminal.Error.WriteLineAsync($"homelab: {request.Wish} commands the lab, and nobody can be asked here. Say --yes.");
            return ExitCode.Usage;
        }

        if (!isSure)
        {
            var preview = request.Clone();
            preview.Preview = true;
            var meant = await question.Client.AskPowerAsync(preview, question.Options);

            // Standard output is the answer's alone where a program reads it.
            var shown = question.Json ? terminal.Error : terminal.Out;
            await shown.WriteAsync($"{PowerText.Of(request.Wish, meant, terminal.Surface)}{request.Wish}? [y/N] ");
            await shown.FlushAsync(question.Cancellation);
            if (await terminal.In.ReadLineAsync(question.Cancellation) is not ("y" or "yes"))
            {
                await terminal.Error.WriteLineAsync("homelab: Nothing was asked of the coordinator.");
                return ExitCode.SomethingWrong;
            }
        }

        var answer = await question.Client.AskPowerAsync(request, question.Options);
        await question.Answer(() => CliJson.Text(PowerJson.Of(answer)), () => PowerText.Of(request.Wish, answer, terminal.Surface));
        return ExitCode.Fine;
    }
}
