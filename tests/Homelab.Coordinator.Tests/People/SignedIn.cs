using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.People;

namespace Homelab.Coordinator.Tests.People;

/// <summary>Users of a coordinator under test, and calls in their name.</summary>
internal static class SignedIn
{
    public const string Password = "correct horse battery";

    public static PeopleApi.PeopleApiClient People(this CoordinatorUnderTest coordinator) => new(coordinator.Channel);

    /// <summary>The first admin; gives the token of a login.</summary>
    public static async Task<string> AdminAsync(this CoordinatorUnderTest coordinator, string name = "ada")
    {
        await coordinator.People().AddUserAsync(new AddUserRequest { Name = name, Role = "admin", Password = Password }, cancellationToken: TestContext.Current.CancellationToken);
        return await coordinator.LoginAsync(name);
    }

    /// <summary>Gives the token of a login.</summary>
    public static async Task<string> UserAsync(this CoordinatorUnderTest coordinator, string admin, string name, string role)
    {
        await coordinator.People().AddUserAsync(new AddUserRequest { Name = name, Role = role, Password = Password }, By(admin), cancellationToken: TestContext.Current.CancellationToken);
        return await coordinator.LoginAsync(name);
    }

    /// <summary>A user with one more token, put where the coordinator keeps them, for what would otherwise hash many passwords.</summary>
    public static string Put(this CoordinatorUnderTest coordinator, string name, UserRole role)
    {
        var word = AccessToken.Word(RandomNumberGenerator.GetBytes(AccessToken.SecretBytes));
        coordinator.Service<AccountBook>().Change(accounts =>
        {
            var user = accounts.User(name) ?? new User(name, role, PasswordHash.Make(Password, new byte[PasswordHash.SaltBytes], iterations: 1), DateTimeOffset.UnixEpoch);
            var id = $"{name}-{accounts.Tokens.Length}";
            return accounts.With(user).With(new UserToken(id, "of a test", name, role, AccessToken.Hash(word), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue), DateTimeOffset.UnixEpoch);
        });
        return word;
    }

    public static async Task<string> LoginAsync(this CoordinatorUnderTest coordinator, string name, TimeSpan span = default) =>
        (await coordinator.People().LoginAsync(
            new LoginRequest { Name = name, Password = Password, ForMs = (long)span.TotalMilliseconds }, cancellationToken: TestContext.Current.CancellationToken)).Secret;

    public static Metadata By(string token) => new() { { "authorization", $"Bearer {token}" } };

    public static async Task<HttpStatusCode> RestAsync(
        this HttpClient http, HttpMethod method, string path, string? token, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await http.SendAsync(Request(method, path, token, body, headers), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string? token, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    public static async Task<StatusCode> CodeOf<T>(Func<CallOptions, AsyncUnaryCall<T>> call, string? token = null)
    {
        try
        {
            await call(new CallOptions(token is null ? null : By(token), cancellationToken: TestContext.Current.CancellationToken));
            return StatusCode.OK;
        }
        catch (RpcException failure)
        {
            return failure.StatusCode;
        }
    }
}
