using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>Who may use the coordinator.</summary>
internal static class UserCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared) =>
        new("user", "Who may use the coordinator, and as what.") { Add(terminal, shared), Passwd(terminal, shared), Role(terminal, shared), Remove(terminal, shared), List(terminal, shared) };

    private static Command Add(Terminal terminal, SharedOptions shared)
    {
        var name = Name();
        var role = new Option<string>("--role") { Description = "viewer reads, operator commands the lab, admin decides who belongs to it.", HelpName = "ROLE", Required = true };
        var command = new Command("add", "Make a user; the password is asked for. The first is an admin, made on the coordinator's machine: from then on everybody is asked who he is.") { name, role };
        command.SetAction((parsed, cancellation) =>
        {
            var user = parsed.GetRequiredValue(name);
            return PasswordQuestion.New(terminal, user) is { } password
                ? Change(terminal, shared, parsed, "There is a user ", question => question.People.AddUserAsync(
                    new AddUserRequest { Name = user, Role = parsed.GetRequiredValue(role), Password = password }, question.OptionsWithin(PeopleBound.Hashing)).ResponseAsync, cancellation)
                : Task.FromResult(ExitCode.SomethingWrong);
        });
        return command;
    }

    private static Command Passwd(Terminal terminal, SharedOptions shared)
    {
        var name = Name();
        var keep = new Option<bool>("--keep-tokens") { Description = "The user's tokens go on counting." };
        var command = new Command("passwd", "Set a password: your own with the present one, anybody's as an admin. It ends the user's sessions and revokes the tokens.") { name, keep };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var user = parsed.GetRequiredValue(name);
            var caller = await question.People.WhoAmIAsync(new WhoAmIRequest(), question.Options);
            var present = caller.Name == user ? PasswordQuestion.Present(terminal, "Present password: ") : "";
            if (PasswordQuestion.New(terminal, user) is not { } password)
            {
                return ExitCode.SomethingWrong;
            }

            var changed = await question.People.SetPasswordAsync(
                new SetPasswordRequest { Name = user, Password = password, PresentPassword = present, KeepTokens = parsed.GetValue(keep) }, question.OptionsWithin(PeopleBound.Hashing));
            await Show(question, "The password is changed of ", changed);
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    private static Command Role(Terminal terminal, SharedOptions shared)
    {
        var (name, role) = (Name(), new Argument<string>("role") { Description = "viewer, operator or admin." });
        var command = new Command("role", "Say what a user may do.") { name, role };
        command.SetAction((parsed, cancellation) => Change(terminal, shared, parsed, "Changed is ", question => question.People.SetRoleAsync(
            new SetRoleRequest { Name = parsed.GetRequiredValue(name), Role = parsed.GetRequiredValue(role) }, question.Options).ResponseAsync, cancellation));
        return command;
    }

    private static Command Remove(Terminal terminal, SharedOptions shared)
    {
        var name = Name();
        var command = new Command("remove", "Remove a user, with all tokens and sessions.") { name };
        command.SetAction((parsed, cancellation) => Change(terminal, shared, parsed, "Removed is ", question => question.People.RemoveUserAsync(
            new RemoveUserRequest { Name = parsed.GetRequiredValue(name) }, question.Options).ResponseAsync, cancellation));
        return command;
    }

    private static Command List(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("list", "All users.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var users = await question.People.ListUsersAsync(new ListUsersRequest(), question.Options);
            await question.Answer(() => CliJson.Text(UserListJson.Of(users)), () => PeopleText.Of(users, terminal.Surface));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "Name of the user." };

    private static Task<int> Change(
        Terminal terminal, SharedOptions shared, ParseResult parsed, string said, Func<CoordinatorQuestion, Task<UserAccount>> change, CancellationToken cancellation) =>
        CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            await Show(question, said, await change(question));
            return ExitCode.Fine;
        }, cancellation);

    private static Task Show(CoordinatorQuestion question, string said, UserAccount user) =>
        question.Answer(() => CliJson.Text(UserJson.Of(user)), () => PeopleText.Of(said, user, question.Terminal.Surface));
}
