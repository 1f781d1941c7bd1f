using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record UserJson(string Name, string Role, long CreatedWallMs, int Tokens)
{
    public static UserJson Of(UserAccount user) => new(user.Name, user.Role, user.CreatedWallMs, user.Tokens);
}

public sealed record UserListJson(IReadOnlyList<UserJson> Users)
{
    public static UserListJson Of(UserList list) => new([.. list.Users.Select(UserJson.Of)]);
}

public sealed record TokenJson(string Id, string Name, string User, string Role, long CreatedWallMs, long UntilWallMs)
{
    public static TokenJson Of(TokenEntry token) => new(token.Id, token.Name, token.User, token.Role, token.CreatedWallMs, token.UntilWallMs);
}

public sealed record TokenListJson(IReadOnlyList<TokenJson> Tokens)
{
    public static TokenListJson Of(TokenList list) => new([.. list.Tokens.Select(TokenJson.Of)]);
}

/// <param name="Secret">It is shown this once.</param>
public sealed record IssuedTokenJson(TokenJson Token, string Secret)
{
    public static IssuedTokenJson Of(IssuedToken issued) => new(TokenJson.Of(issued.Token), issued.Secret);
}
