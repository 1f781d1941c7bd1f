using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Nut;

namespace Homelab.Cli.Asking;

/// <summary>Asks each upsd of a lab file who is logged in: anonymously, all at once, and within a bound.</summary>
internal static class UpsLogins
{
    /// <summary>A connection, TLS and two questions; a server that needs longer is not one to count on in an outage.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(8);

    public static async Task<ImmutableArray<FeedAnswer>> Ask(LabConfig lab, TimeProvider clock, CancellationToken cancellation) =>
        [.. await Task.WhenAll(lab.Feeds.Where(feed => feed.Nut is not null).Select(feed => Ask(feed.Name, feed.Nut!, clock, cancellation)))];

    private static async Task<FeedAnswer> Ask(string feed, NutSource source, TimeProvider clock, CancellationToken cancellation)
    {
        var silent = new FeedAnswer(feed, $"nut {source}", [], 0, "");
        using var bound = new CancellationTokenSource(Bound, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            await using var session = await NutSession.ConnectAsync(new NutEndpoint { Host = source.Host, Port = source.Port }, clock, either.Token);
            var answer = await Ask(session, source.Ups, silent, either.Token);
            return answer with { Commands = await Commands(session, source.Ups, either.Token) };
        }
        catch (NutException failure)
        {
            return silent with { Silence = failure.Message };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return silent with { Silence = $"The NUT server {source.Host}:{source.Port} did not answer within {Bound.TotalSeconds:0} s." };
        }
    }

    private static async Task<ImmutableArray<string>> Commands(NutSession session, string ups, CancellationToken cancellation)
    {
        try
        {
            return [.. await session.ListCommandsAsync(ups, cancellation)];
        }
        catch (NutRefusedException)
        {
            return [];
        }
    }

    private static async Task<FeedAnswer> Ask(NutSession session, string ups, FeedAnswer answer, CancellationToken cancellation)
    {
        try
        {
            return answer with { Clients = [.. await session.ListClientsAsync(ups, cancellation)] };
        }
        catch (NutRefusedException refusal) when (refusal.Code != NutErrorCode.UnknownUps)
        {
            // Older than 2.4, or an appliance: it may still count them.
            return answer with { Unnamed = await session.CountLoginsAsync(ups, cancellation) };
        }
    }
}
