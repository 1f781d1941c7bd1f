using Homelab.Coordinator.Events;
using Homelab.Domain.Shutdown;
using Homelab.Nut;

namespace Homelab.Coordinator.Outage;

/// <summary>Tells UPSes what the engine wants of them (P25); every outcome is a value. The engine waits a little longer than the line does.</summary>
public sealed class UpsCommands(UpsLine line, IEventFeed events, TimeProvider clock)
{
    /// <summary>What became of it. Handlers must not block.</summary>
    public event Action<OutageInput.CutAnswered>? Answered;

    public void Begin(OutageEffect.ToUps effect) => _ = Task.Run(() => Perform(effect));

    private async Task Perform(OutageEffect.ToUps effect)
    {
        if (effect is OutageEffect.StopCut)
        {
            var (stopped, failure) = await line.Ask(effect.Feed, async (session, ups, cancel) => new Stopped(await new UpsCut(session, ups, clock).StopAsync(cancel) is not null));
            var what = stopped is null ? failure : stopped.IsSubmitted ? "shutdown.stop is submitted" : "its driver lists no shutdown.stop, so that it may still be cut";
            events.Add(stopped is { IsSubmitted: true } ? 4 : 3, "CutStopped", effect.Feed, $"{effect.Feed} was told to take its cut back: {what}.");
            return;
        }

        var (answer, why) = await line.Ask(effect.Feed, (session, ups, cancel) => effect is OutageEffect.CutFeed cut
            ? new UpsCut(session, ups, clock).CutAsync(cut.Delay, cancel)
            : new UpsCut(session, ups, clock).SetForcedShutdownAsync(cancel));
        var act = effect is OutageEffect.CutFeed ? CutAct.Cut : CutAct.SetForcedShutdown;
        Answered?.Invoke(new OutageInput.CutAnswered(effect.Feed, answer ?? new CutAnswer(act, false, TimeSpan.Zero, why)));
    }

    private sealed record Stopped(bool IsSubmitted);
}
