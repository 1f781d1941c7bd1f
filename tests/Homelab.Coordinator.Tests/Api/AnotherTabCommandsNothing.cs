using System.Net;
using System.Text;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>A web page in another tab reaches loopback too. What a browser says of it is enough to refuse it, at every endpoint that changes something.</summary>
public sealed class AnotherTabCommandsNothing : IAsyncLifetime
{
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    public static TheoryData<string, string> Commands => new()
    {
        { "/api/v1/nodes/pi1/maintenance", "{\"for\":\"1h\",\"by\":\"alex\"}" },
        { "/api/v1/outage/hold", "{\"by\":\"alex\"}" },
        { "/api/v1/power/shutdown", "{\"by\":\"alex\",\"nodes\":[\"pi1\"],\"preview\":true}" },
        { "/api/v1/drill", "{\"by\":\"alex\"}" },
        { "/api/v1/users", "{\"name\":\"eve\",\"role\":\"admin\",\"password\":\"short\"}" },
        { "/api/v1/users/eve/role", "{\"role\":\"none\"}" },
        { "/api/v1/tokens", "{\"name\":\"eve\"}" },
        { "/api/v1/session", "{\"name\":\"eve\",\"password\":\"eve\"}" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_foreign_page_is_refused_and_the_same_without_its_marks_is_not(string path, string body)
    {
        Assert.NotEqual(HttpStatusCode.Forbidden, await Post(path, body));
        Assert.NotEqual(HttpStatusCode.Forbidden, await Post(path, body, ("Origin", Own()), ("Sec-Fetch-Site", "same-origin")));

        Assert.Equal(HttpStatusCode.Forbidden, await Post(path, body, ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(path, body, ("Origin", "null")));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(path, body, ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(path, body, ("Sec-Fetch-Site", "same-site")));
    }

    [Fact]
    public async Task Every_endpoint_that_changes_something_is_in_this_test()
    {
        using var description = System.Text.Json.JsonDocument.Parse(await _coordinator.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var changing = description.RootElement.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.EnumerateObject().Any(method => method.Name is "post" or "put" or "patch" or "delete")).Select(path => path.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "/api/v1/drill", "/api/v1/nodes/{name}/maintenance", "/api/v1/outage/{wish}", "/api/v1/power/{wish}", "/api/v1/session",
                "/api/v1/tokens", "/api/v1/tokens/{id}", "/api/v1/users", "/api/v1/users/{name}", "/api/v1/users/{name}/password", "/api/v1/users/{name}/role",
            ],
            changing);
    }

    private string Own() => _coordinator.Rest.GetLeftPart(UriPartial.Authority);

    private async Task<HttpStatusCode> Post(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await _coordinator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
