using Homelab.Coordinator.Events;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Nut;

namespace Homelab.Coordinator.Outage;

/// <summary>Tells UPSes what the engine wants of them (P25), each over a connection of its own and within a bound; every outcome is a value.</summary>
/// <param name="secrets">From a reference such as <c>secret:rack-ups</c> to the password; null where there is none.</param>
public sealed class UpsCommands(ILabInForce lab, Func<string, string?> secrets, IEventFeed events, TimeProvider clock, ILogger<UpsCommands> logger)
{
    /// <summary>To connect, to set a delay that is rounded thrice, and to hear what became of it; the engine waits a little longer.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(18);

    /// <summary>What became of it. Handlers must not block.</summary>
    public event Action<OutageInput.CutAnswered>? Answered;

    public void Begin(OutageEffect.ToUps effect) => _ = Task.Run(() => Perform(effect));

    private async Task Perform(OutageEffect.ToUps effect)
    {
        var (answer, why) = await Try(effect);
        if (effect is OutageEffect.StopCut)
        {
            events.Add(answer is null ? 3 : 4, "CutStopped", effect.Feed, $"{effect.Feed} was told to take its cut back: {why}.");
            return;
        }

        var act = effect is OutageEffect.CutFeed ? CutAct.Cut : CutAct.SetForcedShutdown;
        Answered?.Invoke(new OutageInput.CutAnswered(effect.Feed, answer ?? new CutAnswer(act, false, TimeSpan.Zero, why)));
    }

    private async Task<(CutAnswer? Answer, string Why)> Try(OutageEffect.ToUps effect)
    {
        if (lab.Current.Feed(effect.Feed) is not { Nut: { } source } feed)
        {
            return (null, "lab.yaml has no such UPS any more");
        }

        using var bound = new CancellationTokenSource(Bound, clock);
        try
        {
            await using var session = await NutSession.ConnectAsync(
                new NutEndpoint { Host = source.Host, Port = source.Port, User = feed.User, Password = Password(feed) }, clock, bound.Token);
            return await Ask(new UpsCut(session, source.Ups, clock), effect, bound.Token);
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
            logger.LogError(failure, "Telling the UPS of {Feed} failed in a way that should not happen", effect.Feed);
            return (null, $"telling it failed inside the coordinator ({failure.GetType().Name})");
        }
    }

    private static async Task<(CutAnswer? Answer, string Why)> Ask(UpsCut ups, OutageEffect.ToUps effect, CancellationToken cancel) => effect switch
    {
        OutageEffect.CutFeed cut => (await ups.CutAsync(cut.Delay, cancel), ""),
        OutageEffect.SetForcedShutdown => (await ups.SetForcedShutdownAsync(cancel), ""),
        _ => await ups.StopAsync(cancel) is null
            ? (null, "its driver lists no shutdown.stop, so that it may still be cut")
            : (new CutAnswer(CutAct.Cut, false, TimeSpan.Zero, ""), "shutdown.stop is submitted"),
    };

    private string? Password(FeedConfig feed) => feed.Password is { } reference ? secrets(reference) : null;
}
