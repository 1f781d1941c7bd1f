using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>Shows and replaces the coordinator's own authority.</summary>
internal static class AuthorityCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var status = new Command("status", "The coordinator's authority, and of which each node's certificate is. Exit code 1 while nodes keep a rotation from its end.");
        status.SetAction(Show);
        var command = new Command("ca", "The authority by which agents and coordinator prove to each other who they are.") { status, Rotate(terminal, shared) };
        command.SetAction(Show);
        return command;

        Task<int> Show(ParseResult parsed, CancellationToken cancellation) => CoordinatorQuestion.Ask(
            terminal, shared, parsed, async question => await Say(question, await question.Client.GetAuthoritiesAsync(new GetAuthoritiesRequest(), question.Options)), cancellation);
    }

    private static Command Rotate(Terminal terminal, SharedOptions shared)
    {
        var finish = new Option<bool>("--finish") { Description = "End it: the former authority counts no more. Refused while a node still needs it." };
        var abandon = new Option<string[]>("--abandon") { Description = "With --finish: do not wait for these nodes; they have to be enrolled again.", HelpName = "NODE,..." };
        var command = new Command("rotate", "Make a new authority beside the present one. Both count, and agents renew under the new one by themselves, until --finish.") { finish, abandon };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var request = new RotateAuthorityRequest { By = OperatorName.Of(terminal), Finish = parsed.GetValue(finish) };
            request.Abandon.AddRange((parsed.GetValue(abandon) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
            var answer = await question.Client.RotateAuthorityAsync(request, question.Options);
            await Say(question, answer);
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    private static async Task<int> Say(CoordinatorQuestion question, AuthorityStatus status)
    {
        await question.Answer(() => CliJson.Text(AuthorityJson.Of(status)), () => AuthorityText.Of(status, question.Terminal.Surface));
        return status.Rotation is { WaitsFor.Count: > 0 } ? ExitCode.SomethingWrong : ExitCode.Fine;
    }
}
