using System.Net;
using System.Security.Cryptography;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;
using Homelab.Domain.People;
using Homelab.Files;

namespace Homelab.Coordinator.People;

/// <summary>Gives tokens and takes them back, for REST and gRPC alike.</summary>
public sealed class TokenDesk(AccountBook book, SignInDesk passwords, IEventFeed events, TimeProvider clock)
{
    private const int OfOneUserMax = 50;
    private const int IdBytes = 4;

    /// <summary>One's own; all for an admin.</summary>
    public IReadOnlyList<TokenShown> List(Caller? caller) =>
        [.. book.Current.Tokens.Where(token => MaySee(caller, token) && book.Current.Known(clock.GetUtcNow()) < token.Until).Select(TokenShown.Of)];

    /// <param name="role">Null or empty for the caller's own.</param>
    /// <param name="span">Zero for the usual one.</param>
    /// <param name="present">The caller's password: otherwise a stolen token would renew itself for ever, whatever its end.</param>
    public async Task<Answer<TokenIssued>> Create(
        Caller? caller, string? name, string? role, TimeSpan span, string? present, IPAddress? from, bool isPrivate, CancellationToken cancellation)
    {
        if (caller is null)
        {
            return ApiProblem.Refused("A token belongs to a user, and there is none yet: homelab user add NAME --role admin");
        }

        return (await passwords.Prove(caller.Name, present, from, isPrivate, cancellation)).Problem is { } unproven
            ? unproven with { Detail = $"A token is created with your password. {unproven.Detail}" }
            : Issue(caller, name, role, span == TimeSpan.Zero ? AccessToken.Usual : span);
    }

    /// <summary>What a password is exchanged for by a program that keeps it.</summary>
    public Answer<TokenIssued> OfLogin(User user, string? name, TimeSpan span) =>
        Issue(new Caller(user.Name, user.Role, "password"), string.IsNullOrEmpty(name) ? "login" : name, null, span == TimeSpan.Zero ? AccessToken.OfLogin : span);

    /// <param name="id">Null or empty for the one that the caller shows.</param>
    public Answer<TokenShown> Revoke(Caller? caller, string? id)
    {
        var wanted = string.IsNullOrEmpty(id) ? caller?.Token : id;
        UserToken? found = null;
        var problem = AccountChange.Make(book, accounts =>
        {
            found = accounts.Tokens.FirstOrDefault(token => token.Id == wanted && MaySee(caller, token));
            return found is null ? ApiProblem.NotFound("You have no token with this id. See homelab token list.") : accounts with { Tokens = accounts.Tokens.Remove(found) };
        });
        if (problem is not null)
        {
            return problem;
        }

        events.Add(5, "TokenRevoked", "", $"{caller?.Name} revoked the token {found!.Name} of {found.User}.");
        return TokenShown.Of(found);
    }

    private Answer<TokenIssued> Issue(Caller caller, string? name, string? role, TimeSpan span)
    {
        if (AccountRules.NameProblem(name) is { } problem)
        {
            return ApiProblem.BadRequest($"The token needs a name that says what it is for. {problem}");
        }

        var wanted = string.IsNullOrEmpty(role) ? caller.Role : UserRoleWords.Read(role);
        if (wanted is not { } given || given > caller.Role)
        {
            return ApiProblem.BadRequest($"A role is viewer, operator or admin, and a token's is at most your own, {UserRoleWords.Of(caller.Role)}.");
        }

        if (span < TimeSpan.FromSeconds(1) || span > AccessToken.Longest)
        {
            return ApiProblem.BadRequest($"A token is good for 1s to {DurationText.Format(AccessToken.Longest)}.");
        }

        var word = AccessToken.Word(RandomNumberGenerator.GetBytes(AccessToken.SecretBytes));
        UserToken? token = null;
        var failure = AccountChange.Make(book, accounts =>
        {
            var now = accounts.Known(clock.GetUtcNow());
            token = new UserToken(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), name!, caller.Name, given, AccessToken.Hash(word), now, now + span);
            return accounts.Tokens.Count(kept => kept.User == caller.Name && now < kept.Until) >= OfOneUserMax
                ? ApiProblem.Refused($"You have {OfOneUserMax} tokens. Revoke some: homelab token list")
                : accounts.With(token, now);
        });
        if (failure is not null)
        {
            return failure;
        }

        events.Add(5, "TokenCreated", "", $"{caller.Name} got the token {name} as {UserRoleWords.Of(given)}, for {DurationText.Format(span)}.");
        return new TokenIssued(TokenShown.Of(token!), word);
    }

    private static bool MaySee(Caller? caller, UserToken token) => caller is null or { Role: UserRole.Admin } || caller.Name == token.User;
}
