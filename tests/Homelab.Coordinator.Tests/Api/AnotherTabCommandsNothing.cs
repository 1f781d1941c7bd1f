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

    /// <summary>What tells a foreign page is what a browser says of it, and nothing else: without a word of it the same command is carried out.</summary>
    [Fact]
    public async Task What_commands_without_the_marks_of_a_foreign_page_changes_nothing_with_them()
    {
        const string Hour = "{\"for\":\"1h\",\"by\":\"alex\"}";
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, "/api/v1/nodes/pi1/maintenance", Hour));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "/api/v1/nodes/nas/maintenance", Hour, ("Origin", "https://evil.example")));

        Assert.True(await IsInMaintenanceAsync("pi1"));
        Assert.False(await IsInMaintenanceAsync("nas"));
    }

    [Fact]
    public async Task Every_endpoint_that_changes_something_refuses_a_foreign_page()
    {
        using var description = System.Text.Json.JsonDocument.Parse(await _coordinator.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var changing = description.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(method => method.Name is "post" or "put" or "patch" or "delete").Select(method => (Path: path.Name, Method: HttpMethod.Parse(method.Name)))).ToList();
        Assert.True(changing.Count > 10, $"only {changing.Count} endpoints were found: this test looks in the wrong place");
        foreach (var (path, method) in changing)
        {
            var asked = path.Replace("{wish}", path.Contains("power", StringComparison.Ordinal) ? "shutdown" : "hold", StringComparison.Ordinal).Replace("{name}", "pi1", StringComparison.Ordinal).Replace("{id}", "x", StringComparison.Ordinal);
            Assert.Equal((method, path, HttpStatusCode.Forbidden), (method, path, await SendAsync(method, asked, "{}", ("Origin", "https://evil.example"))));
            Assert.Equal((method, path, HttpStatusCode.Forbidden), (method, path, await SendAsync(method, asked, "{}", ("Sec-Fetch-Site", "cross-site"))));
        }
    }

    private async Task<bool> IsInMaintenanceAsync(string node) =>
        (await _coordinator.Http.GetStringAsync($"/api/v1/nodes/{node}", TestContext.Current.CancellationToken)).Contains("MAINTENANCE", StringComparison.Ordinal);

    private string Own() => _coordinator.Rest.GetLeftPart(UriPartial.Authority);

    private Task<HttpStatusCode> Post(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await _coordinator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
