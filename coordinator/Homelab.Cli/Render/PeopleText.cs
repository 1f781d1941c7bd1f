using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>The answers to <c>homelab user</c>, <c>token</c>, <c>login</c> and <c>logout</c>.</summary>
public static class PeopleText
{
    public static string Of(UserList list, Surface surface)
    {
        var sheet = new Sheet(surface);
        if (list.Users.Count == 0)
        {
            sheet.Line("There are no users, so whoever has an account on the coordinator's machine commands. The first one: homelab user add NAME --role admin");
            return sheet.ToString();
        }

        sheet.Rows(["user", "role", "tokens"], list.Users.Select(user => (IReadOnlyList<Words>)[new(user.Name, Tone.Strong), user.Role, $"{user.Tokens}"]));
        return sheet.ToString();
    }

    public static string Of(string said, UserAccount user, Surface surface)
    {
        var sheet = new Sheet(surface);
        sheet.Line(said, new(user.Name, Tone.Strong), $", {user.Role}.");
        return sheet.ToString();
    }

    public static string Of(TokenList list, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        if (list.Tokens.Count == 0)
        {
            sheet.Line("There are no tokens.");
            return sheet.ToString();
        }

        sheet.Rows(
            ["id", "token", "user", "role", "good for"],
            list.Tokens.Select(token => (IReadOnlyList<Words>)[token.Id, new(token.Name, Tone.Strong), token.User, token.Role, Left(token, now)]));
        return sheet.ToString();
    }

    /// <summary>The word stands alone and whole, however narrow the terminal: it is copied.</summary>
    public static string Of(IssuedToken issued, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        sheet.Line("The token ", new(issued.Token.Name, Tone.Strong), $", {issued.Token.Role}, good for {Left(issued.Token, now)}. It is shown this once:");
        return $"{sheet}\n{issued.Secret}\n";
    }

    public static string SignedIn(TokenEntry token, string path, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        sheet.Line("Signed in as ", new(token.User, Tone.Strong), $", {token.Role}, for {Left(token, now)}. The token lies in {path}; its end: homelab logout");
        return sheet.ToString();
    }

    public static string Revoked(TokenEntry token, Surface surface)
    {
        var sheet = new Sheet(surface);
        sheet.Line("The token ", new(token.Name, Tone.Strong), $" of {token.User} is revoked.");
        return sheet.ToString();
    }

    private static string Left(TokenEntry token, DateTimeOffset now) => Duration.Show(DateTimeOffset.FromUnixTimeMilliseconds(token.UntilWallMs) - now);
}
