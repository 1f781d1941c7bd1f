using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Readings;

/// <summary>The runs of one node's agent, eldest first, and which of them speaks now.</summary>
internal sealed class NodeRuns
{
    private const int Maximum = 256;
    private const int MaximumBootIdLength = 64;

    private readonly List<AgentRun> _runs = [];
    private AgentRun? _current;

    /// <summary>Takes what the history knows; what has come since then stays.</summary>
    public void Restore(IEnumerable<IncarnationState> states)
    {
        var place = 0;
        foreach (var state in states)
        {
            var run = AgentRun.From(state);
            var at = _runs.FindIndex(known => known.IsOf(state.BootId, state.Incarnation));
            if (at < 0)
            {
                _runs.Insert(place++, run);
                continue;
            }

            _current = _current == _runs[at] ? run : _current;
            _runs[at] = run;
        }
    }

    public void Begin(string bootId, ulong incarnation)
    {
        _current = Find(bootId, incarnation);
        if (_current is not null)
        {
            return;
        }

        _current = AgentRun.Begin(bootId, incarnation);
        _runs.Add(_current);
        if (_runs.Count > Maximum)
        {
            _runs.RemoveAt(0);
        }
    }

    public AgentRun? Find(string bootId, ulong incarnation) => _runs.FindLast(run => run.IsOf(bootId, incarnation));

    /// <summary>The run that a key names; null where the key makes no sense or there are too many runs.</summary>
    public AgentRun? Of(FrameKey key)
    {
        if (_current is null || key.Sequence == 0 || key.BootId.Length > MaximumBootIdLength)
        {
            return null;
        }

        if (Find(key.BootId, key.Incarnation) is { } known)
        {
            return known;
        }

        if (_runs.Count >= Maximum)
        {
            return null;
        }

        // A run from before the history was lost or began: it lies before the present one.
        var run = AgentRun.Begin(key.BootId, key.Incarnation);
        _runs.Insert(Math.Max(0, _runs.IndexOf(_current)), run);
        return run;
    }

    /// <summary>Wall clock less CLOCK_BOOTTIME in that boot; zero where never measured.</summary>
    public long OffsetOf(string bootId) => _runs.FindLast(run => run.BootId == bootId && run.BootOffsetMs != 0)?.BootOffsetMs ?? 0;

    public void MeasureClock(long boottimeNs, long wallMs)
    {
        if (_current is not null && boottimeNs > 0)
        {
            _current.BootOffsetMs = wallMs - boottimeNs / 1_000_000;
        }
    }

    /// <summary>Closes the runs before the present one and gives the gaps that they leave.</summary>
    public List<(AgentRun Run, List<StoredGap> Gaps)> CloseEarlier()
    {
        var closed = new List<(AgentRun, List<StoredGap>)>();
        if (_current is null || _current.StartMs == 0 || !_current.HasItsBeginning)
        {
            // The gap ends with the first reading of this run, which is not durable yet or still in its outbox. The next beat asks again.
            return closed;
        }

        foreach (var run in _runs.Where(run => run != _current && !run.IsClosed).ToList())
        {
            // In time and not in the order of arrival: an outbox may bring a run that was never connected.
            var next = _runs.Where(other => other.StartMs > run.EndMs).Select(other => other.StartMs).DefaultIfEmpty(run.EndMs).Min();
            closed.Add((run, run.EndMs == 0 ? [] : [.. RunClosing.Gaps(run, next)]));
            run.IsClosed = true;
        }

        return closed;
    }
}
