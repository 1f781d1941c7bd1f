using Homelab.Coordinator.Events;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Nut;

namespace Homelab.Coordinator.Outage;

/// <summary>Switches the outlets that start nodes. After an off the on is tried until it is taken: what is left of a failure here is on, and not off.</summary>
public sealed class OutletSwitch(UpsLine line, IEventFeed events, TimeProvider clock)
{
    private const int TriesOfOn = 4;

    /// <summary>What became of it. Handlers must not block.</summary>
    public event Action<OutageInput.OutletAnswered>? Answered;

    public void Begin(OutageEffect.SwitchOutlet effect) => _ = Task.Run(() => Perform(effect));

    private async Task Perform(OutageEffect.SwitchOutlet effect)
    {
        var outcome = effect.Act == OutletAct.Cycle ? await Cycle(effect.Outlet) : await On(effect.Outlet, tries: 1);
        if (!outcome.IsTaken)
        {
            events.Add(4, "OutletRefused", effect.Target, $"{effect.Outlet}, which starts {effect.Target}, was not switched: {outcome.Detail}.");
        }

        Answered?.Invoke(new OutageInput.OutletAnswered(effect.Target, outcome));
    }

    private async Task<OutletAnswer> Cycle(OutletPlace outlet)
    {
        var (off, why) = await line.Ask(outlet.Feed, async (session, ups, cancel) =>
        {
            var switched = new UpsOutlet(session, ups, outlet.Number, clock);
            return await switched.HasOffAsync(cancel)
                ? new Off(await switched.OffAsync(cancel), NeedsOn: true)
                : new Off(await switched.CycleAsync(cancel), NeedsOn: false);
        });
        if (off is { NeedsOn: false })
        {
            return new OutletAnswer(OutletAct.Cycle, off.Outcome.IsTaken, off.Outcome.Detail);
        }

        // An off that was refused, or that nobody answered for, may have been done all the same.
        await Task.Delay(OutletStart.Pause, clock);
        var on = await On(outlet, TriesOfOn);
        return off is not { Outcome.IsTaken: true } ? new OutletAnswer(OutletAct.Cycle, false, off?.Outcome.Detail ?? why)
            : on.IsTaken ? on with { Act = OutletAct.Cycle }
            : new OutletAnswer(OutletAct.Cycle, false, $"it went off, and may still be off: {on.Detail}");
    }

    private async Task<OutletAnswer> On(OutletPlace outlet, int tries)
    {
        while (true)
        {
            var (on, why) = await line.Ask(outlet.Feed, (session, ups, cancel) => new UpsOutlet(session, ups, outlet.Number, clock).OnAsync(cancel));
            if (on is { IsTaken: true } || --tries == 0)
            {
                return new OutletAnswer(OutletAct.On, on is { IsTaken: true }, on?.Detail ?? why);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), clock);
        }
    }

    private sealed record Off(CommandOutcome Outcome, bool NeedsOn);
}
