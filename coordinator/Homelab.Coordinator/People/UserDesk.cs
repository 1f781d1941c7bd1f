using System.Net;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;
using Homelab.Domain.People;

namespace Homelab.Coordinator.People;

/// <summary>Takes what is said about users, for REST and gRPC alike. Who may say it, the gate has judged.</summary>
public sealed class UserDesk(AccountBook book, SignInDesk passwords, Sessions sessions, IEventFeed events, TimeProvider clock)
{
    private const int UsersMax = 100;

    public IReadOnlyList<UserShown> List() => [.. book.Current.Users.Values.Select(Shown)];

    /// <param name="caller">Null while there is no admin.</param>
    public async Task<Answer<UserShown>> Add(Caller? caller, string? name, string? role, string? password, CancellationToken cancellation)
    {
        if ((AccountRules.NameProblem(name) ?? AccountRules.PasswordProblem(password, name!)) is { } problem)
        {
            return ApiProblem.BadRequest(problem);
        }

        if (UserRoleWords.Read(role) is not { } wanted)
        {
            return ApiProblem.BadRequest("A role is viewer, operator or admin.");
        }

        var hash = await passwords.Hash(password!, cancellation);
        return Change(
            accounts => accounts switch
            {
                { HasAdmin: false } when wanted != UserRole.Admin => ApiProblem.Refused("The first user is an admin: from then on everybody is asked who he is, and somebody has to be able to make the others."),
                { HasAdmin: true } when caller is null => ApiProblem.Refused("There is an admin by now: sign in as one."),
                _ when accounts.User(name!) is not null => ApiProblem.Refused($"There is a user {name} already."),
                { Users.Count: >= UsersMax } => ApiProblem.Refused($"There are {UsersMax} users, and no room for more."),
                _ => accounts.With(new User(name!, wanted, hash, accounts.Known(clock.GetUtcNow()))),
            },
            name!, "UserAdded", $"{caller?.Name ?? "Somebody on this machine"} added the user {name} as {UserRoleWords.Of(wanted)}.");
    }

    public async Task<Answer<UserShown>> SetPassword(
        Caller? caller, string? name, string? password, string? present, bool keepTokens, IPAddress? from, bool isPrivate, CancellationToken cancellation)
    {
        if (caller is null || (caller.Role != UserRole.Admin && caller.Name != name))
        {
            return new ApiProblem(StatusCodes.Status403Forbidden, "Not yours", "Another's password is an admin's to set.");
        }

        if (book.Current.User(name ?? "") is not { } user)
        {
            return Unknown(name);
        }

        // A session that was left open, or a token that was stolen, must not be enough to take the account.
        if (caller.Name == user.Name && (await passwords.Prove(user.Name, present, from, isPrivate, cancellation)).Problem is { } unproven)
        {
            return unproven with { Detail = $"The present password is needed too. {unproven.Detail}" };
        }

        if (AccountRules.PasswordProblem(password, user.Name) is { } problem)
        {
            return ApiProblem.BadRequest(problem);
        }

        var hash = await passwords.Hash(password!, cancellation);
        var answer = Change(
            accounts => accounts.User(user.Name) is { } now ? (keepTokens ? accounts : accounts.WithoutTokensOf(now.Name)).With(now with { Password = hash }) : Unknown(name),
            user.Name, "PasswordChanged", $"{caller.Name} changed the password of {user.Name}{(keepTokens ? "" : "; tokens that it had are revoked")}.");
        EndSessions(answer);
        return answer;
    }

    public Answer<UserShown> SetRole(Caller? caller, string? name, string? role)
    {
        if (UserRoleWords.Read(role) is not { } wanted)
        {
            return ApiProblem.BadRequest("A role is viewer, operator or admin.");
        }

        return Change(
            accounts => accounts.User(name ?? "") is { } user ? Kept(accounts, accounts.With(user with { Role = wanted })) : Unknown(name),
            name!, "RoleChanged", $"{caller?.Name} made {name} {UserRoleWords.Of(wanted)}.");
    }

    public Answer<UserShown> Remove(Caller? caller, string? name)
    {
        if (book.Current.User(name ?? "") is not { } user)
        {
            return Unknown(name);
        }

        var shown = Shown(user);
        var (_, problem) = Change(accounts => Kept(accounts, accounts.Without(user.Name)), user.Name, "UserRemoved", $"{caller?.Name} removed the user {user.Name} with all tokens.", shown);
        if (problem is not null)
        {
            return problem;
        }

        sessions.EndAllOf(user.Name);
        return shown;
    }

    private static Answer<Accounts> Kept(Accounts before, Accounts after) =>
        before.HasAdmin && !after.HasAdmin ? ApiProblem.Refused("This is the last admin; without one everybody on the coordinator's machine would command again. Make another admin first.") : after;

    private Answer<UserShown> Change(Func<Accounts, Answer<Accounts>> change, string name, string code, string said, UserShown? gone = null)
    {
        if (AccountChange.Make(book, change) is { } problem)
        {
            return problem;
        }

        events.Add(5, code, "", said);
        return book.Current.User(name) is { } user ? Shown(user) : gone!;
    }

    private void EndSessions(Answer<UserShown> answer)
    {
        if (answer.Value is { } changed)
        {
            sessions.EndAllOf(changed.Name);
        }
    }

    private static ApiProblem Unknown(string? name) => ApiProblem.NotFound(AccountRules.NameProblem(name) is null ? $"There is no user {name}." : "There is no such user.");

    private UserShown Shown(User user) => new(user.Name, UserRoleWords.Of(user.Role), user.CreatedAt.ToUnixTimeMilliseconds(), book.Current.Tokens.Count(token => token.User == user.Name));
}
