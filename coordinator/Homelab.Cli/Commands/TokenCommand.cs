using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>What programs show instead of a password.</summary>
internal static class TokenCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared) =>
        new("token", "What programs show instead of a password.") { Create(terminal, shared), List(terminal, shared), Revoke(terminal, shared) };

    private static Command Create(Terminal terminal, SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "What it is for." };
        var role = new Option<string?>("--role") { Description = "At most your own, which it is where nothing is said.", HelpName = "ROLE" };
        var span = DurationOption.For("How long it is good; 90d where nothing is said.");
        var command = new Command("create", "Make a token of yours; your password is asked for, and the token is shown this once.") { name, role, span };
        command.SetAction((parsed, cancellation) => DurationOption.With(terminal, parsed.GetValue(span), length => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var request = new CreateTokenRequest
            {
                Name = parsed.GetRequiredValue(name), Role = parsed.GetValue(role) ?? "", ForMs = (long)length.TotalMilliseconds,
                PresentPassword = PasswordQuestion.Present(terminal, "Your password: "),
            };
            var issued = await question.People.CreateTokenAsync(request, question.OptionsWithin(PeopleBound.Hashing));
            await question.Answer(() => CliJson.Text(IssuedTokenJson.Of(issued)), () => PeopleText.Of(issued, terminal.Surface, question.Now));
            return ExitCode.Fine;
        }, cancellation)));
        return command;
    }

    private static Command List(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("list", "Your tokens; those of all as an admin.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var tokens = await question.People.ListTokensAsync(new ListTokensRequest(), question.Options);
            await question.Answer(() => CliJson.Text(TokenListJson.Of(tokens)), () => PeopleText.Of(tokens, terminal.Surface, question.Now));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    private static Command Revoke(Terminal terminal, SharedOptions shared)
    {
        var id = new Argument<string>("id") { Description = "Its id in homelab token list." };
        var command = new Command("revoke", "Take a token back: it counts no more.") { id };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var token = await question.People.RevokeTokenAsync(new RevokeTokenRequest { Id = parsed.GetRequiredValue(id) }, question.Options);
            await question.Answer(() => CliJson.Text(TokenJson.Of(token)), () => PeopleText.Revoked(token, terminal.Surface));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
