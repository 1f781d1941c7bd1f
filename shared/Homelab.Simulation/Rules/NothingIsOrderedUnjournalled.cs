using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Rules;

/// <summary>P22 and law 7: no order is on the wire before its entry is on disk, unless the disk does not answer.</summary>
internal sealed class NothingIsOrderedUnjournalled : Rule
{
    public override string Id => "P22";

    internal override void Performed(OutageEffect effect)
    {
        if (effect is OutageEffect.SetForcedShutdown or OutageEffect.CutFeed)
        {
            Told((OutageEffect.ToUps)effect);
        }

        if (effect is not OutageEffect.GiveOrder { Terms: var order })
        {
            return;
        }

        if (Lab.Coordinator.Journal.Entries.Any(entry => entry.Transition == SequenceTransition.StepOrdered && entry.OrderId == order.OrderId))
        {
            Held();
        }
        else if (Lab.Clock.Now < Lab.Coordinator.Journal.StuckUntil)
        {
            Excused("the disk did not answer");
        }
        else
        {
            Violated($"order {order.OrderId} is on the wire and not in the journal");
        }
    }

    /// <summary>No excuse here: a cut waits for the disk.</summary>
    private void Told(OutageEffect.ToUps effect)
    {
        var transition = effect is OutageEffect.CutFeed ? SequenceTransition.CutOrdered : SequenceTransition.FsdSet;
        if (Lab.Coordinator.Journal.Entries.Any(entry => entry.Transition == transition && entry.Feeds.Contains(effect.Feed)))
        {
            Held();
        }
        else
        {
            Violated($"{effect.Feed} is told what its journal does not have ({transition})");
        }
    }
}
