using System.Collections.Immutable;

namespace Homelab.Domain.People;

/// <param name="Password">From <see cref="PasswordHash.Make"/>.</param>
public sealed record User(string Name, UserRole Role, string Password, DateTimeOffset CreatedAt);

/// <summary>What a program shows instead of a password. Only a hash of it is kept.</summary>
/// <param name="Id">To call it by; no secret.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">Never more than its user has at that moment.</param>
/// <param name="Hash">From <see cref="AccessToken.Hash"/>, in hex.</param>
public sealed record UserToken(string Id, string Name, string User, UserRole Role, string Hash, DateTimeOffset CreatedAt, DateTimeOffset Until);

/// <summary>Who may use the coordinator.</summary>
public sealed record Accounts(ImmutableSortedDictionary<string, User> Users, ImmutableArray<UserToken> Tokens)
{
    public static Accounts None { get; } = new(ImmutableSortedDictionary.Create<string, User>(StringComparer.Ordinal), []);

    /// <summary>From here on everybody is asked who he is.</summary>
    public bool HasAdmin => Users.Values.Any(user => user.Role == UserRole.Admin);

    public User? User(string name) => Users.GetValueOrDefault(name);

    /// <summary>The newest moment that is known here: a clock that stands before it is not believed.</summary>
    public DateTimeOffset Newest => Users.Values.Select(user => user.CreatedAt).Concat(Tokens.Select(token => token.CreatedAt)).Append(DateTimeOffset.UnixEpoch).Max();

    /// <summary>Null where no token has this hash, it is over, or its user is gone.</summary>
    public Caller? Bearer(string hash, DateTimeOffset now) =>
        Tokens.FirstOrDefault(token => token.Hash == hash) is { } token && Known(now) < token.Until && User(token.User) is { } user
            ? new Caller(user.Name, token.Role < user.Role ? token.Role : user.Role, $"token {token.Name}", token.Id)
            : null;

    /// <summary>The wall clock, or the newest moment that is known where it stands before that.</summary>
    public DateTimeOffset Known(DateTimeOffset now) => now > Newest ? now : Newest;

    public Accounts With(User user) => this with { Users = Users.SetItem(user.Name, user) };

    public Accounts WithoutTokensOf(string user) => this with { Tokens = Tokens.RemoveAll(token => token.User == user) };

    public Accounts Without(string user) => WithoutTokensOf(user) with { Users = Users.Remove(user) };

    /// <summary>Those that are over go with it.</summary>
    public Accounts With(UserToken token, DateTimeOffset now) => this with { Tokens = [.. Tokens.Where(kept => Known(now) < kept.Until), token] };
}

/// <summary>Somebody who has proved who he is.</summary>
/// <param name="Means">By what: "password", "token NAME".</param>
/// <param name="Token">Its id, where it was one.</param>
public sealed record Caller(string Name, UserRole Role, string Means, string? Token = null);
