using System.Net;

namespace Homelab.Coordinator.Tests.Api;

public sealed class PageTests
{
    [Fact]
    public async Task The_page_or_the_sentence_in_its_place_comes_with_strict_headers_and_is_not_sent_twice()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var first = await coordinator.Http.GetAsync("/", TestContext.Current.CancellationToken);
        var text = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", first.Content.Headers.ContentType?.MediaType);
        Assert.True(text.Contains("id=\"page\"", StringComparison.Ordinal) || text.Contains("npm run build", StringComparison.Ordinal), text);
        var policy = string.Join("", first.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], first.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], first.Headers.GetValues("Referrer-Policy"));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await coordinator.Http.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/");
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Http.SendAsync(head, TestContext.Current.CancellationToken)).StatusCode);
    }
}
