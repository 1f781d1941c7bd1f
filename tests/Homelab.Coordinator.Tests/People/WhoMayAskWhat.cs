using System.Net;
using System.Text.Json;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Readings;
using Homelab.TestKit.Waiting;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>Each attack first goes well where its defence is off, and then fails.</summary>
public sealed class WhoMayAskWhat : IAsyncLifetime
{
    private readonly HandClock _clock = new();
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync(time: _clock);

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Until_there_is_an_admin_this_machine_commands_and_then_everybody_is_asked()
    {
        Assert.Equal(HttpStatusCode.OK, await Rest("/api/v1/status", null));
        Assert.Equal(StatusCode.OK, await Maintain(null));
        Assert.True((await _coordinator.People().WhoAmIAsync(new WhoAmIRequest(), cancellationToken: TestContext.Current.CancellationToken)).NoUsers);

        var admin = await _coordinator.AdminAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await Rest("/api/v1/status", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Rest("/metrics", null));
        Assert.Equal(StatusCode.Unauthenticated, await Maintain(null));
        Assert.Equal(HttpStatusCode.OK, await Rest("/healthz", null));
        Assert.Equal(HttpStatusCode.OK, await Rest("/", null));

        Assert.Equal(HttpStatusCode.OK, await Rest("/api/v1/status", admin));
        Assert.Equal(StatusCode.OK, await Maintain(admin));
    }

    [Fact]
    public async Task A_viewer_reads_and_does_not_order_and_an_operator_does_not_make_users()
    {
        Assert.Equal(StatusCode.OK, await Maintain(null));
        var admin = await _coordinator.AdminAsync();
        var viewer = await _coordinator.UserAsync(admin, "vic", "viewer");
        var commander = await _coordinator.UserAsync(admin, "olga", "operator");

        Assert.Equal(HttpStatusCode.OK, await Rest("/api/v1/status", viewer));
        Assert.Equal(StatusCode.PermissionDenied, await Maintain(viewer));
        Assert.Equal(HttpStatusCode.Forbidden, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/power/shutdown", viewer, new { lab = true, by = "olga" }));
        Assert.Equal(HttpStatusCode.Forbidden, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/outage/hold", viewer, new { by = "olga" }));
        Assert.Equal(HttpStatusCode.Forbidden, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/drill", viewer, new { by = "olga" }));

        Assert.Equal(StatusCode.OK, await Maintain(commander));
        Assert.Equal(HttpStatusCode.Forbidden, await Rest("/api/v1/users", commander));
        Assert.Equal(StatusCode.PermissionDenied, await CodeOf(options => _coordinator.Lab.InviteNodeAsync(new InviteNodeRequest { Node = "pi1", By = "ada" }, options), commander));
        Assert.Equal(StatusCode.PermissionDenied, await CodeOf(options => _coordinator.Lab.RevokeNodeAsync(new RevokeNodeRequest { Node = "pi1", By = "ada" }, options), commander));
        Assert.Equal(StatusCode.PermissionDenied, await CodeOf(options => _coordinator.Lab.RotateAuthorityAsync(new RotateAuthorityRequest { By = "ada" }, options), commander));
        Assert.Equal(HttpStatusCode.OK, await Rest("/api/v1/users", admin));
    }

    [Fact]
    public async Task Whoever_orders_stands_in_the_journal_with_the_proven_name_whatever_he_says()
    {
        var commander = await _coordinator.UserAsync(await _coordinator.AdminAsync(), "olga", "operator");
        await _coordinator.Lab.AskPowerAsync(new AskPowerRequest { Wish = "shutdown", By = "ada", Nodes = { "pi1" } }, By(commander), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(_coordinator.Service<OutageLog>().Entries, entry => entry.Operator == "olga");
        Assert.DoesNotContain(_coordinator.Service<OutageLog>().Entries, entry => entry.Operator == "ada");
    }

    [Fact]
    public async Task A_token_ends_with_its_time_with_its_revocation_and_with_the_password()
    {
        var admin = await _coordinator.AdminAsync();
        var brief = await _coordinator.LoginAsync("ada", TimeSpan.FromHours(1));
        var stolen = await _coordinator.LoginAsync("ada");
        Assert.Equal(HttpStatusCode.OK, await Rest("/api/v1/status", brief));
        Assert.Equal(HttpStatusCode.OK, await Rest("/api/v1/status", stolen));

        _clock.AdjustTime(_clock.GetUtcNow() + TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await Rest("/api/v1/status", brief));

        var tokens = await _coordinator.People().ListTokensAsync(new ListTokensRequest(), By(admin), cancellationToken: TestContext.Current.CancellationToken);
        await _coordinator.People().RevokeTokenAsync(new RevokeTokenRequest { Id = tokens.Tokens[^1].Id }, By(admin), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await Rest("/api/v1/status", stolen));

        await _coordinator.People().SetPasswordAsync(
            new SetPasswordRequest { Name = "ada", Password = "another horse battery", PresentPassword = Password }, By(admin), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await Rest("/api/v1/status", admin));
    }

    [Fact]
    public async Task A_stolen_token_makes_no_new_token_and_takes_no_account()
    {
        var stolen = await _coordinator.AdminAsync();
        Assert.Equal(StatusCode.Unauthenticated, await CodeOf(options => _coordinator.People().CreateTokenAsync(new CreateTokenRequest { Name = "mine" }, options), stolen));
        Assert.Equal(StatusCode.Unauthenticated, await CodeOf(options => _coordinator.People().SetPasswordAsync(new SetPasswordRequest { Name = "ada", Password = "my own horse battery" }, options), stolen));
        Assert.Equal(StatusCode.OK, await CodeOf(options => _coordinator.People().CreateTokenAsync(new CreateTokenRequest { Name = "mine", PresentPassword = Password, Role = "viewer" }, options), stolen));
    }

    [Fact]
    public async Task The_first_user_is_an_admin_and_the_last_admin_stays_one()
    {
        Assert.Equal(StatusCode.FailedPrecondition, await CodeOf(options => _coordinator.People().AddUserAsync(new AddUserRequest { Name = "vic", Role = "viewer", Password = Password }, options)));
        var admin = await _coordinator.AdminAsync();
        Assert.Equal(StatusCode.Unauthenticated, await CodeOf(options => _coordinator.People().AddUserAsync(new AddUserRequest { Name = "eve", Role = "admin", Password = Password }, options)));
        Assert.Equal(StatusCode.FailedPrecondition, await CodeOf(options => _coordinator.People().SetRoleAsync(new SetRoleRequest { Name = "ada", Role = "viewer" }, options), admin));
        Assert.Equal(StatusCode.FailedPrecondition, await CodeOf(options => _coordinator.People().RemoveUserAsync(new RemoveUserRequest { Name = "ada" }, options), admin));

        var other = await _coordinator.UserAsync(admin, "bob", "admin");
        Assert.Equal(StatusCode.OK, await CodeOf(options => _coordinator.People().SetRoleAsync(new SetRoleRequest { Name = "ada", Role = "viewer" }, options), other));
        Assert.Equal(HttpStatusCode.Forbidden, await Rest("/api/v1/users", admin));
        Assert.Equal(StatusCode.OK, await CodeOf(options => _coordinator.People().RemoveUserAsync(new RemoveUserRequest { Name = "ada" }, options), other));
        Assert.Equal(HttpStatusCode.Unauthorized, await Rest("/api/v1/status", admin));
    }

    [Fact]
    public async Task What_is_kept_is_for_the_coordinators_user_alone_and_holds_no_secret()
    {
        var token = await _coordinator.AdminAsync();
        var path = Path.Combine(_coordinator.StateDirectory, AccountBook.Directory, AccountBook.FileName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(path).UnixFileMode);
        var kept = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(token, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, kept, StringComparison.Ordinal);

        await using var next = await CoordinatorUnderTest.StartAsync(time: _clock, prepare: state => Keep(state, kept));
        Assert.Equal(HttpStatusCode.Unauthorized, await next.Http.RestAsync(HttpMethod.Get, "/api/v1/status", null));
        Assert.Equal(HttpStatusCode.OK, await next.Http.RestAsync(HttpMethod.Get, "/api/v1/status", token));
    }

    [Fact]
    public async Task Users_that_cannot_be_read_open_nothing()
    {
        await using var next = await CoordinatorUnderTest.StartAsync(time: _clock, prepare: state => Keep(state, "{"));
        Assert.Equal(HttpStatusCode.Forbidden, await next.Http.RestAsync(HttpMethod.Get, "/api/v1/status", null));
        Assert.Equal(HttpStatusCode.Forbidden, await next.Http.RestAsync(HttpMethod.Post, "/api/v1/users", null, new { name = "eve", role = "admin", password = Password }));
        Assert.Equal(HttpStatusCode.OK, await next.Http.RestAsync(HttpMethod.Get, "/healthz", null));
    }

    [Fact]
    public async Task Rest_says_the_same_of_users_and_tokens()
    {
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/users", null, new { name = "ada", role = "admin", password = Password }));
        var admin = await _coordinator.LoginAsync("ada");
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/users", admin, new { name = "vic", role = "viewer", password = Password }));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/users/vic/role", admin, new { role = "operator" }));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/users/vic/password", admin, new { password = "another horse battery" }));
        using var users = JsonDocument.Parse(await Text("/api/v1/users", admin));
        Assert.Equal(["ada admin", "vic operator"], users.RootElement.GetProperty("users").EnumerateArray().Select(user => $"{user.GetProperty("name")} {user.GetProperty("role")}"));

        using var made = await _coordinator.Http.SendAsync(
            Request(HttpMethod.Post, "/api/v1/tokens", admin, new { name = "prometheus", role = "viewer", @for = "90d", presentPassword = Password }), TestContext.Current.CancellationToken);
        using var token = JsonDocument.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var word = token.RootElement.GetProperty("secret").GetString()!;
        Assert.StartsWith("homelab_", word, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Rest("/metrics", word));
        Assert.Equal(HttpStatusCode.Forbidden, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/drill", word, new { }));
        Assert.DoesNotContain(word, await Text("/api/v1/tokens", admin), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Delete, $"/api/v1/tokens/{token.RootElement.GetProperty("token").GetProperty("id")}", admin));
        Assert.Equal(HttpStatusCode.Unauthorized, await Rest("/metrics", word));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Delete, "/api/v1/users/vic", admin));
    }

    private static async Task Keep(string state, string content) =>
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(state, AccountBook.Directory)).FullName, AccountBook.FileName), content);

    private Task<StatusCode> Maintain(string? token) =>
        CodeOf(options => _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "pi1", By = "somebody" }, options), token);

    private Task<HttpStatusCode> Rest(string path, string? token) => _coordinator.Http.RestAsync(HttpMethod.Get, path, token);

    private async Task<string> Text(string path, string token)
    {
        using var answer = await _coordinator.Http.SendAsync(Request(HttpMethod.Get, path, token), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
