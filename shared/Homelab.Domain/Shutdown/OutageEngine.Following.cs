namespace Homelab.Domain.Shutdown;

/// <summary>What follows from an entry for the engine itself.</summary>
public sealed partial class OutageEngine
{
    private void Follow(JournalEntry entry, OutageState before, Moment now)
    {
        switch (entry.Transition)
        {
            case SequenceTransition.OutageOpened:
                _outages++;
                _nodes.Leases.Turn();
                break;
            case SequenceTransition.StartOrdered or SequenceTransition.LookOrdered:
                _nodes.Outlets.Ordered(entry);
                break;
            case SequenceTransition.StepReopened:
                _nodes.Reopened(entry.Step, entry.Node);
                break;
            case SequenceTransition.OutageEnded:
                // The end is newer than the last lease: a late copy of that is refused.
                _fence = _fence with { Generation = _fence.Generation + 1 };
                _effects.AddRange(_nodes.TellEnded(before.OutageId, entry.Feeds, _fence, _lab.Policy.Debounce, now));
                Plan = null;
                if (_stops.TakeUp(_lab))
                {
                    TellWatches();
                }

                break;
        }
    }
}
