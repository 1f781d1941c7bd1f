using Homelab.Domain.Lab;
using Homelab.Nut;

namespace Homelab.Coordinator.Outage;

/// <summary>A word with one UPS: a connection of its own, as its user, and a bound; what goes wrong is a value.</summary>
/// <param name="secrets">From a reference such as <c>secret:rack-ups</c> to the password; null where there is none.</param>
public sealed class UpsLine(ILabInForce lab, Func<string, string?> secrets, TimeProvider clock, ILogger<UpsLine> logger)
{
    /// <summary>To connect, to set a delay that is rounded thrice, and to hear what became of it.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(18);

    /// <returns>Null, and why as the end of a sentence, where it could not be asked.</returns>
    public async Task<(T? Answer, string Why)> Ask<T>(string feedName, Func<NutSession, string, CancellationToken, Task<T>> ask)
        where T : class
    {
        if (lab.Current.Feed(feedName) is not { Nut: { } source } feed)
        {
            return (null, "lab.yaml has no such UPS any more");
        }

        using var bound = new CancellationTokenSource(Bound, clock);
        try
        {
            await using var session = await NutSession.ConnectAsync(
                new NutEndpoint { Host = source.Host, Port = source.Port, User = feed.User, Password = Password(feed) }, clock, bound.Token);
            return (await ask(session, source.Ups, bound.Token), "");
        }
        catch (NutException failure)
        {
            return (null, failure.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException)
        {
            return (null, $"its upsd at {source} needs more than {Bound.TotalSeconds:0} s");
        }
#pragma warning disable CA1031 // A mistake here must leave a sequence that goes on, and a sentence in the log.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "Telling the UPS of {Feed} failed in a way that should not happen", feedName);
            return (null, $"telling it failed inside the coordinator ({failure.GetType().Name})");
        }
    }

    private string? Password(FeedConfig feed) => feed.Password is { } reference ? secrets(reference) : null;
}
