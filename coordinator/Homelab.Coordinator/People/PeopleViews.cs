using Homelab.Domain.People;

namespace Homelab.Coordinator.People;

/// <param name="Role">viewer, operator or admin.</param>
/// <param name="Tokens">How many it has.</param>
public sealed record UserShown(string Name, string Role, long CreatedWallMs, int Tokens);

public sealed record UsersView(IReadOnlyList<UserShown> Users);

/// <param name="Id">To call it by; no secret.</param>
public sealed record TokenShown(string Id, string Name, string User, string Role, long CreatedWallMs, long UntilWallMs)
{
    internal static TokenShown Of(UserToken token) =>
        new(token.Id, token.Name, token.User, UserRoleWords.Of(token.Role), token.CreatedAt.ToUnixTimeMilliseconds(), token.Until.ToUnixTimeMilliseconds());
}

public sealed record TokensView(IReadOnlyList<TokenShown> Tokens);

/// <param name="Secret">It is shown this once.</param>
public sealed record TokenIssued(TokenShown Token, string Secret);

/// <param name="Name">Empty while there are no users.</param>
/// <param name="Means">By what it was proved: password, or token NAME; empty while there are no users.</param>
/// <param name="NoUsers">No admin yet: whoever has an account on the coordinator's machine commands.</param>
public sealed record PersonView(string Name, string Role, string Means, bool NoUsers)
{
    internal static PersonView Of(Caller? caller) => caller is null ? new("", "admin", "", true) : new(caller.Name, UserRoleWords.Of(caller.Role), caller.Means, false);
}

public sealed record SignInWish(string? Name, string? Password);

public sealed record UserWish(string? Name, string? Role, string? Password);

/// <param name="PresentPassword">Where one changes one's own.</param>
/// <param name="KeepTokens">The user's tokens go on counting; otherwise they end with the old password.</param>
public sealed record PasswordWish(string? Password, string? PresentPassword = null, bool KeepTokens = false);

public sealed record RoleWish(string? Role);

/// <param name="Role">At most one's own, which it is where nothing is said.</param>
/// <param name="For">Such as 90d.</param>
/// <param name="PresentPassword">Of who asks.</param>
public sealed record TokenWish(string? Name, string? Role = null, string? For = null, string? PresentPassword = null);
