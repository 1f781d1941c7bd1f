namespace Homelab.Domain.Shutdown;

/// <summary>Who speaks among several coordinators (P3).</summary>
public sealed partial class OutageEngine
{
    /// <summary>Sends nothing, writes nothing, and says so once: two that command are worse than one that does not.</summary>
    private bool IsStandingDown(Moment now)
    {
        var above = _rival.Above(now);
        var why = above is { } other
            ? $"{other.Node} hears another coordinator of this lab, instance {other.Fence.Instance} in epoch {other.Fence.Epoch}; this one stands down and gives no leases and no orders. Stop one of the two."
            : "";
        if (why.Length > 0 && StandsDown.Length == 0)
        {
            _effects.Add(new OutageEffect.Announce(2, "StandsDown", "", why));
        }
        else if (why.Length == 0 && StandsDown.Length > 0)
        {
            _effects.Add(new OutageEffect.Announce(4, "StandsUp", "", "The other coordinator of this lab was not heard for a minute; this one speaks again."));
        }

        StandsDown = why;
        if (above is null && _toRiseAbove is { } pending)
        {
            _toRiseAbove = null;
            RiseAbove(pending.Seen, pending.Node, now);
        }

        return above is not null;
    }

    /// <summary>P3: within the lineage this coordinator speaks above everything that an agent has ever obeyed.</summary>
    private void RiseAbove(Fence seen, string node, Moment now)
    {
        // The highest epoch of all leaves nothing above it: no coordinator ever gave it, so it is not believed.
        var isOurs = seen.Lineage == _fence.Lineage && seen.Epoch != ulong.MaxValue;
        if (!isOurs || seen.Instance == _fence.Instance || seen.Epoch < _fence.Epoch)
        {
            return;
        }

        if (_rival.Above(now) is not null)
        {
            _toRiseAbove = _toRiseAbove is { } known && known.Seen.Epoch >= seen.Epoch ? known : (seen, node);
            return;
        }

        _fence = _fence with { Epoch = seen.Epoch + 1 };
        _effects.Add(new OutageEffect.KeepEpoch(_fence.Epoch));
        _effects.Add(new OutageEffect.Announce(
            4, "EpochRaised", node, $"{node} has obeyed epoch {seen.Epoch}; this coordinator goes on as epoch {_fence.Epoch}."));
    }
}
