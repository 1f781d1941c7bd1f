using System.Net;
using System.Text;
using System.Text.Json;
using Homelab.Coordinator.Api;

namespace Homelab.Coordinator.Tests.Api;

public sealed class RestRefusesTests : IAsyncLifetime
{
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/v1/nodes/pi9", 404, "no node \"pi9\". It has hub, pi1, nas")]
    [InlineData("GET", "/api/v1/plan?feed=none", 404, "no feed \"none\". It has rack-ups, wall")]
    [InlineData("GET", "/api/v1/plan?lost=node:none", 400, "no node of that name to lose. It has")]
    [InlineData("GET", "/api/v1/plan?lost=pi1", 400, "written as switch:NAME, node:NAME or feed:NAME")]
    [InlineData("GET", "/api/v1/plan?at_charge=0", 400, "more than 0 and at most 100 percent")]
    [InlineData("GET", "/api/v1/history", 400, "\"node\" is missing")]
    [InlineData("GET", "/api/v1/history?node=pi1", 400, "\"metric\" is missing")]
    [InlineData("GET", "/api/v1/history?node=pi1&metric=m&from=yesterday", 400, "milliseconds since 1970")]
    [InlineData("GET", "/api/v1/history?node=pi1&metric=m&from=99999999999999999999", 400, "milliseconds since 1970")]
    [InlineData("GET", "/api/v1/history?node=pi1&metric=m&to=253402300799999&from=253402300800000", 400, "milliseconds since 1970")]
    [InlineData("GET", "/api/v1/history?node=pi1&metric=m&from=10&to=5", 400, "\"from\" must come before \"to\"")]
    [InlineData("GET", "/api/v1/history?node=pi1&metric=m&from=0", 400, "by 32 days at most")]
    [InlineData("GET", "/api/v1/history?node=pi1&metric=m&label=zone", 400, "name=value")]
    [InlineData("GET", "/api/v1/nothing", 404, "There is nothing at /api/v1/nothing")]
    [InlineData("GET", "/assets/../../etc/passwd", 404, "There is nothing")]
    [InlineData("DELETE", "/api/v1/status", 405, "does not take DELETE")]
    [InlineData("GET", "/api/v1/nodes/pi1/maintenance", 404, "There is nothing")]
    public async Task What_cannot_be_answered_is_a_problem_with_a_sentence(string method, string path, int status, string sentence) =>
        await AssertProblem(new HttpRequestMessage(new HttpMethod(method), path), status, sentence);

    [Theory]
    [InlineData("", 400, "body is missing")]
    [InlineData("null", 400, "body is missing")]
    [InlineData("{", 400, "not the JSON that is asked for")]
    [InlineData("[]", 400, "not the JSON that is asked for")]
    [InlineData("{\"for\":7}", 400, "not the JSON that is asked for here (line 1, at $.for)")]
    [InlineData("{}", 400, "must be a duration such as 90m or 2h")]
    [InlineData("{\"for\":\"soon\"}", 400, "must be a duration")]
    [InlineData("{\"for\":\"-2h\"}", 400, "must be a duration")]
    [InlineData("{\"for\":\"91d\"}", 400, "between 0s")]
    [InlineData("\u0000\u0001\ufffd", 400, "not the JSON that is asked for")]
    public async Task A_body_that_is_not_what_is_asked_for_is_refused_with_a_sentence(string body, int status, string sentence) =>
        await AssertProblem(Post(body, "application/json"), status, sentence);

    [Fact]
    public async Task A_form_is_not_taken_so_that_no_foreign_page_can_send_one() =>
        await AssertProblem(Post("for=2h", "application/x-www-form-urlencoded"), 415, "Content-Type: application/json");

    [Fact]
    public async Task A_body_that_is_too_large_is_refused() =>
        await AssertProblem(Post("{\"for\":\"" + new string('x', RestLimits.BodyBytes) + "\"}", "application/json"), 413, "larger than 16384 bytes");

    [Fact]
    public async Task Deeply_nested_json_is_refused() =>
        await AssertProblem(Post(string.Concat(Enumerable.Repeat("{\"a\":", 2000)), "application/json"), 400, "not the JSON");

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.5:8440")]
    public async Task On_loopback_only_loopbacks_names_are_answered(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        request.Headers.Host = host;
        await AssertProblem(request, 421, "answers as localhost or 127.0.0.1");
    }

    [Fact]
    public async Task Localhost_is_one_of_them()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        request.Headers.Host = "localhost:8440";
        Assert.Equal(HttpStatusCode.OK, (await _coordinator.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Random_requests_never_fail_inside_and_never_end_it()
    {
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var path = "/" + string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Uri.EscapeDataString(((char)random.Next(1, 0x2000)).ToString())));
            var prefix = (string[])["", "/api/v1/nodes", "/api/v1/history?node=", "/api/v1/plan?feed=", "/openapi"];
            using var request = new HttpRequestMessage((HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put] is var methods ? methods[random.Next(3)] : null!, prefix[random.Next(prefix.Length)] + path)
            {
                Content = new StringContent(path, Encoding.UTF8, "application/json"),
            };
            using var answer = await _coordinator.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }

        Assert.Equal(HttpStatusCode.OK, (await _coordinator.Http.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static HttpRequestMessage Post(string body, string type) =>
        new(HttpMethod.Post, "/api/v1/nodes/pi1/maintenance") { Content = new StringContent(body, Encoding.UTF8, type) };

    private async Task AssertProblem(HttpRequestMessage request, int status, string sentence)
    {
        using var answer = await _coordinator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(sentence, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        request.Dispose();
    }
}
