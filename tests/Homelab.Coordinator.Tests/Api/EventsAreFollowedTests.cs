using System.Net;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Tests.Api;

public sealed class EventsAreFollowedTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task A_browser_gets_what_happened_and_then_what_happens_and_goes_on_after_the_last_id()
    {
        Tell("one");
        using var first = await Open(null);
        using var lines = new StreamReader(await first.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/event-stream", first.Content.Headers.ContentType?.MediaType);
        var id = await IdBefore(lines, "one");
        Tell("two\nlines \"quoted\"");
        var second = await IdBefore(lines, "two");
        Assert.NotEqual(id, second);

        using var again = await Open(id);
        using var following = new StreamReader(await again.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(second, await IdBefore(following, ""));
    }

    [Fact]
    public async Task A_program_gets_the_same_over_grpc()
    {
        Tell("one");
        using var call = _coordinator.Lab.Watch(new WatchRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("one", await Next(call, "one"));
        Tell("two");
        Assert.Equal("two", await Next(call, "two"));
    }

    [Fact]
    public async Task Streams_beyond_the_limit_are_refused_and_places_come_free()
    {
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < Homelab.Coordinator.Api.RestLimits.EventStreams; i++)
        {
            open.Add(await Open(null));
            Assert.Equal(HttpStatusCode.OK, open[^1].StatusCode);
        }

        using (var tooMany = await Open(null))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, tooMany.StatusCode);
        }

        open.ForEach(response => response.Dispose());
        await TestKit.Waiting.Until.TrueAsync(
            async () =>
            {
                using var next = await Open(null);
                return next.StatusCode == HttpStatusCode.OK;
            },
            Bound,
            "a place to come free");
    }

    [Fact]
    public async Task It_stops_at_once_although_streams_are_open()
    {
        using var browser = await Open(null);
        using var watch = _coordinator.Lab.Watch(new WatchRequest(), cancellationToken: TestContext.Current.CancellationToken);
        using var agent = await _coordinator.ConnectAsync("pi1");
        await agent.WelcomeAsync();

        var end = ReadToTheEnd(agent);
        await _coordinator.StopAsync().WaitAsync(Bound, TestContext.Current.CancellationToken);

        // A clean end, not a broken connection: that would throw.
        await end;
    }

    private static async Task ReadToTheEnd(AgentOnTheWire agent)
    {
        try
        {
            while (await agent.NextAsync() is not null)
            {
                // What was under way.
            }
        }
        catch (RpcException farewell) when (farewell.InnerException is HttpProtocolException { ErrorCode: 0 })
        {
            // The connection's own farewell (GOAWAY with NO_ERROR, RFC 9113) may overtake the end of the stream; a broken one says something else.
        }
    }

    private void Tell(string message) => _coordinator.Service<EventFeed>().Add(6, "Test", "pi1", message);

    private async Task<HttpResponseMessage> Open(string? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        return await _coordinator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task<string> IdBefore(StreamReader lines, string message)
    {
        using var patience = new CancellationTokenSource(Bound, TimeProvider.System);
        var id = "";
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }

            if (line.StartsWith("data: ", StringComparison.Ordinal) && line.Contains("\"code\":\"Test\"", StringComparison.Ordinal) && line.Contains(message, StringComparison.Ordinal))
            {
                return id;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static async Task<string> Next(AsyncServerStreamingCall<LabEvent> call, string message)
    {
        using var patience = new CancellationTokenSource(Bound, TimeProvider.System);
        while (await call.ResponseStream.MoveNext(patience.Token))
        {
            if (call.ResponseStream.Current.Message == message)
            {
                return message;
            }
        }

        return "";
    }
}
