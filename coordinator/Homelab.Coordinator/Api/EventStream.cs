using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Api;

/// <summary>
/// Events as server-sent events (the HTML standard, section 9.2): the kept ones first, or those after Last-Event-ID, then as they happen, with
/// a comment as a heartbeat.
/// </summary>
public sealed class EventStream(EventFeed feed, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private int _open;

    public async Task<IResult> Follow(HttpContext context)
    {
        if (Interlocked.Increment(ref _open) > RestLimits.EventStreams)
        {
            Interlocked.Decrement(ref _open);
            return Problems.Result(new ApiProblem(503, "Too many streams", $"{RestLimits.EventStreams} event streams are open already."), context);
        }

        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            await Write(context, ending.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The reader left, or the coordinator stops: a stream has no other end.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }

        return Results.Empty;
    }

    private async Task Write(HttpContext context, CancellationToken ending)
    {
        using var reader = feed.Read(context.Request.Headers["Last-Event-ID"].ToString());
        await Send(context, $"retry: 2000\n\n{string.Concat(reader.Kept.Select(Text))}", ending);
        while (await Next(reader.Following, ending) is { } more)
        {
            if (!more)
            {
                await Send(context, ": still here\n\n", ending);
                continue;
            }

            while (reader.Following.TryRead(out var item))
            {
                await Send(context, Text(item), ending);
            }
        }
    }

    /// <summary>True where something can be read, false where it is time for a heartbeat, null at the end.</summary>
    private async Task<bool?> Next(ChannelReader<RecordedEvent> following, CancellationToken ending)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await using var timer = clock.CreateTimer(_ => waiting.Cancel(), null, RestLimits.EventHeartbeat, Timeout.InfiniteTimeSpan);
        try
        {
            return await following.WaitToReadAsync(waiting.Token) ? true : null;
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            return false;
        }
    }

    private string Text(RecordedEvent item) =>
        $"id: {item.Id(feed.Instance)}\ndata: {JsonSerializer.Serialize(EventView.Of(item), ApiJson.Readable.EventView)}\n\n";

    private static async Task Send(HttpContext context, string text, CancellationToken ending)
    {
        await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), ending);
        await context.Response.BodyWriter.FlushAsync(ending);
    }
}
