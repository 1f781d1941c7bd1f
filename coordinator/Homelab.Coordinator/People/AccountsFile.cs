using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.People;

namespace Homelab.Coordinator.People;

/// <summary>Users and tokens as they lie on disk: hashes only.</summary>
internal sealed record AccountsFile(int Schema, List<UserEntry> Users, List<UserTokenEntry> Tokens)
{
    public static AccountsFile Of(Accounts accounts) => new(
        1,
        [.. accounts.Users.Values.Select(user => new UserEntry(user.Name, UserRoleWords.Of(user.Role), user.Password, user.CreatedAt.ToUnixTimeMilliseconds()))],
        [.. accounts.Tokens.Select(token => new UserTokenEntry(
            token.Id, token.Name, token.User, UserRoleWords.Of(token.Role), token.Hash, token.CreatedAt.ToUnixTimeMilliseconds(), token.Until.ToUnixTimeMilliseconds()))]);

    /// <exception cref="JsonException">It has a role that this version does not know.</exception>
    public Accounts Read() => new(
        Users.ToImmutableSortedDictionary(
            user => user.Name, user => new User(user.Name, Role(user.Role), user.Password, DateTimeOffset.FromUnixTimeMilliseconds(user.CreatedWallMs)), StringComparer.Ordinal),
        [.. Tokens.Select(token => new UserToken(
            token.Id, token.Name, token.User, Role(token.Role), token.Hash,
            DateTimeOffset.FromUnixTimeMilliseconds(token.CreatedWallMs), DateTimeOffset.FromUnixTimeMilliseconds(token.UntilWallMs)))]);

    private static UserRole Role(string word) => UserRoleWords.Read(word) ?? throw new JsonException($"\"{word}\" is no role of this version");
}

internal sealed record UserEntry(string Name, string Role, string Password, long CreatedWallMs);

internal sealed record UserTokenEntry(string Id, string Name, string User, string Role, string Hash, long CreatedWallMs, long UntilWallMs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AccountsFile))]
internal sealed partial class AccountsJson : JsonSerializerContext;
