using System.CommandLine;
using Homelab.Cli.Api;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>A password for a token that this account keeps, and the end of it.</summary>
internal static class LoginCommand
{
    public static Command Login(Terminal terminal, SharedOptions shared)
    {
        var name = new Argument<string?>("name") { Description = "Name of the user; this account's where nothing is said.", Arity = ArgumentArity.ZeroOrOne };
        var span = DurationOption.For("How long it is good; 30d where nothing is said.");
        var command = new Command("login", "Sign in: ask for the password, and keep a token for this account.") { name, span };
        command.SetAction((parsed, cancellation) => DurationOption.With(terminal, parsed.GetValue(span), length => CoordinatorQuestion.Ask(
            terminal, shared, parsed, question => Login(question, parsed.GetValue(name) ?? OperatorName.Of(terminal), length), cancellation)));
        return command;
    }

    public static Command Logout(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("logout", "Revoke the token that this account keeps, and forget it.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var token = await question.People.RevokeTokenAsync(new RevokeTokenRequest(), question.Options);
            if (TokenFile.Path(terminal.Environment) is { } path)
            {
                File.Delete(path);
            }

            await question.Answer(() => CliJson.Text(TokenJson.Of(token)), () => PeopleText.Revoked(token, terminal.Surface));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    private static async Task<int> Login(CoordinatorQuestion question, string name, TimeSpan length)
    {
        var terminal = question.Terminal;
        if (TokenFile.Path(terminal.Environment) is not { } path)
        {
            await terminal.Error.WriteLineAsync("homelab: Neither XDG_CONFIG_HOME nor HOME says where to keep the token.");
            return ExitCode.BadConfiguration;
        }

        if (question.Address.Scheme != Uri.UriSchemeHttps && !question.Address.IsLoopback)
        {
            await terminal.Error.WriteLineAsync($"homelab: Others can read what goes to {question.Address}, so no password is sent there. Use https, or sign in on the coordinator's machine.");
            return ExitCode.Usage;
        }

        var request = new LoginRequest
        {
            Name = name, Password = PasswordQuestion.Present(terminal, $"Password of {name}: "), TokenName = TokenName(), ForMs = (long)length.TotalMilliseconds,
        };
        var issued = await question.People.LoginAsync(request, question.OptionsWithin(PeopleBound.Hashing));
        try
        {
            TokenFile.Write(path, issued.Secret);
        }
        catch (IOException failure)
        {
            await terminal.Error.WriteLineAsync($"homelab: The token could not be kept in {path}: {failure.Message}");
            return ExitCode.SomethingWrong;
        }

        await question.Answer(() => CliJson.Text(TokenJson.Of(issued.Token)), () => PeopleText.SignedIn(issued.Token, path, terminal.Surface, question.Now));
        return ExitCode.Fine;
    }

    /// <summary>Says on which machine it lies, for who looks through the list.</summary>
    private static string TokenName() => "login-" + string.Concat(Environment.MachineName.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.').Take(40));
}
