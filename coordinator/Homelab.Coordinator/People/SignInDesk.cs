using System.Net;
using System.Security.Cryptography;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;
using Homelab.Domain.People;
using Homelab.Host;

namespace Homelab.Coordinator.People;

/// <summary>Holds passwords against what is kept of them, slowly and not too often.</summary>
public sealed class SignInDesk(AccountBook book, LoginTries tries, IEventFeed events, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(3);

    // A hash takes a core for a good part of a second, which the outage engine may need: one at a time, and one for who is not a stranger.
    private readonly SemaphoreSlim _strangers = new(1, 1);
    private readonly SemaphoreSlim _known = new(1, 1);
    private readonly EventThrottle _throttle = new(TimeSpan.FromMinutes(1));

    /// <summary>The user, or one sentence for whatever is wrong: who guesses learns no names.</summary>
    public async Task<Answer<User>> Prove(string? name, string? password, IPAddress? from, bool isPrivate, CancellationToken cancellation)
    {
        if (!isPrivate)
        {
            return new ApiProblem(StatusCodes.Status403Forbidden, "In the clear", "A password is not taken over a connection that others can read. Use https, or sign in on the coordinator's machine.");
        }

        var user = book.Current.User(name ?? "");
        var account = user?.Name ?? "";
        if (!tries.MayTry(account, from, clock.Now()))
        {
            return TooMany("Too many passwords were tried. Wait a minute; or sign in on the coordinator's machine, or use a token.");
        }

        var lane = tries.IsKnown(account, from) ? _known : _strangers;
        if (!await lane.WaitAsync(WaitAtMost, cancellation))
        {
            return TooMany("Too many passwords are being tried at once. Try again in a moment; or sign in on the coordinator's machine, or use a token.");
        }

        try
        {
            var given = password is { Length: <= AccountRules.PasswordCharactersMax } ? password : "";
            var isRight = await Task.Run(() => PasswordHash.Matches(user?.Password ?? PasswordHash.OfNobody, given), cancellation);
            if (user is null || !isRight)
            {
                Tell(name, from);
                return new ApiProblem(StatusCodes.Status401Unauthorized, "Not taken", "This name with this password is not known here.");
            }

            tries.Succeeded(account, from);
            return user;
        }
        finally
        {
            lane.Release();
        }
    }

    /// <summary>What is kept of a new password; in the lane of who has proved himself.</summary>
    public async Task<string> Hash(string password, CancellationToken cancellation)
    {
        await _known.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => PasswordHash.Make(password, RandomNumberGenerator.GetBytes(PasswordHash.SaltBytes)), cancellation);
        }
        finally
        {
            _known.Release();
        }
    }

    public void Dispose()
    {
        _strangers.Dispose();
        _known.Dispose();
    }

    private void Tell(string? name, IPAddress? from)
    {
        // What was typed may be the password itself, so a name is repeated only where it is one.
        if (_throttle.MayTell($"{from}", clock.Now()))
        {
            events.Add(4, "SignInRefused", "", $"Somebody at {from} tried to sign in{(book.Current.User(name ?? "") is { } user ? $" as {user.Name}" : "")} with a password that is not taken.");
        }
    }

    private static ApiProblem TooMany(string detail) => new(StatusCodes.Status429TooManyRequests, "Too many tries", detail);
}
