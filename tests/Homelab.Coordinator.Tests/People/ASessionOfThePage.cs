using System.Net;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>A browser's session: what another page in it can do with it, and what ends it.</summary>
public sealed class ASessionOfThePage : IAsyncLifetime
{
    private static readonly object s_maintenance = new { @for = "1h" };

    private CoordinatorUnderTest _coordinator = null!;
    private string _admin = "";

    public async ValueTask InitializeAsync()
    {
        _coordinator = await CoordinatorUnderTest.StartAsync();
        _admin = await _coordinator.AdminAsync();
    }

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Its_cookie_is_for_this_page_alone()
    {
        using var answer = await SignIn(Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; path=/; samesite=strict; httponly", cookie, StringComparison.Ordinal);

        using var wrong = await SignIn("wrong horse battery");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_page_orders_with_it_and_a_page_in_another_tab_does_not()
    {
        var cookie = await Cookie();
        Assert.Equal(HttpStatusCode.OK, await Get(cookie));
        Assert.Equal(HttpStatusCode.OK, await Maintain(cookie, ("Sec-Fetch-Site", "same-origin"), ("Origin", Own())));
        Assert.Equal(HttpStatusCode.Forbidden, await Maintain(cookie, ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await Maintain(cookie, ("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await Maintain(cookie, ("Origin", "null")));

        // Another port of this machine is the same site to a browser, and another origin.
        Assert.Equal(HttpStatusCode.Forbidden, await Maintain(cookie, ("Origin", "http://127.0.0.1:1")));
    }

    [Fact]
    public async Task A_browser_that_does_not_say_which_page_asks_orders_nothing()
    {
        var cookie = await Cookie();
        Assert.Equal(HttpStatusCode.Unauthorized, await Maintain(cookie));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/nodes/pi1/maintenance", _admin, s_maintenance));
    }

    [Fact]
    public async Task It_ends_with_a_sign_out_with_a_new_password_and_with_its_user()
    {
        var (one, other) = (await Cookie(), await Cookie());
        Assert.Equal(HttpStatusCode.NoContent, await Send(HttpMethod.Delete, "/api/v1/session", one, new { }, ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(one));
        Assert.Equal(HttpStatusCode.OK, await Get(other));

        await _coordinator.People().SetPasswordAsync(
            new SetPasswordRequest { Name = "ada", Password = "another horse battery", PresentPassword = Password, KeepTokens = true }, By(_admin), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(other));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/status", _admin));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_from_it_at_once()
    {
        var other = await _coordinator.UserAsync(_admin, "bob", "admin");
        var cookie = await Cookie();
        Assert.Equal(HttpStatusCode.OK, await Send(HttpMethod.Get, "/api/v1/users", cookie));
        await _coordinator.People().SetRoleAsync(new SetRoleRequest { Name = "ada", Role = "viewer" }, By(other), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, await Send(HttpMethod.Get, "/api/v1/users", cookie));
        Assert.Equal(HttpStatusCode.OK, await Get(cookie));
    }

    [Fact]
    public async Task A_made_up_one_is_none()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("homelab=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("homelab="));
    }

    private string Own() => _coordinator.Rest.GetLeftPart(UriPartial.Authority);

    private Task<HttpStatusCode> Get(string cookie) => Send(HttpMethod.Get, "/api/v1/status", cookie);

    private Task<HttpStatusCode> Maintain(string cookie, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, "/api/v1/nodes/pi1/maintenance", cookie, s_maintenance, headers);

    private Task<HttpStatusCode> Send(HttpMethod method, string path, string cookie, object? body = null, params (string Name, string Value)[] headers) =>
        _coordinator.Http.RestAsync(method, path, token: null, body, [.. headers, ("Cookie", cookie)]);

    private async Task<HttpResponseMessage> SignIn(string password) => await _coordinator.Http.SendAsync(
        Request(HttpMethod.Post, "/api/v1/session", null, new { name = "ada", password }, ("Sec-Fetch-Site", "same-origin")), TestContext.Current.CancellationToken);

    private async Task<string> Cookie()
    {
        using var answer = await SignIn(Password);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
