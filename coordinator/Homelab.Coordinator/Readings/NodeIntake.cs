using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>What arrives from one node: knows its runs, sorts out what came before, and holds the rest for the next flush.</summary>
internal sealed class NodeIntake(string node, ReadingsSettings settings, LatestReadings latest, IngestCounters counters)
{
    private const int MaximumRuns = 256;
    private const int MaximumBootIdLength = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, Series> _series = [];
    private readonly List<AgentRun> _runs = [];
    private readonly List<(AgentRun Run, ulong Sequence)> _repeated = [];
    private List<IntakeFrame> _pending = [];
    private List<StoredGap> _gaps = [];
    private List<AgentRun> _closed = [];
    private AgentRun? _current;
    private long _pendingBytes;

    /// <summary>Takes what the history knows of the node's runs.</summary>
    public void Restore(IEnumerable<IncarnationState> states)
    {
        lock (_gate)
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
    }

    public void Connected(Hello hello, long wallMs)
    {
        lock (_gate)
        {
            _series.Clear();
            _current = Find(hello.BootId, hello.Incarnation);
            if (_current is null)
            {
                _current = AgentRun.Begin(hello.BootId, hello.Incarnation);
                _runs.Add(_current);
                if (_runs.Count > MaximumRuns)
                {
                    _runs.RemoveAt(0);
                }
            }

            MeasureClock(hello.SentBoottimeNs, wallMs);
        }
    }

    public void Beat(Beat beat, long wallMs)
    {
        lock (_gate)
        {
            MeasureClock(beat.SentBoottimeNs, wallMs);
            if (beat.EarlierSettled)
            {
                CloseEarlierRuns();
            }
        }
    }

    public void Describe(SeriesDescription description)
    {
        lock (_gate)
        {
            if (_series.Count < 8 * settings.MaximumSeriesPerNode && description.ToDomain() is { } series)
            {
                _series[description.Number] = series;
            }
        }
    }

    /// <summary>Takes a frame with a key, unless it came before or too much is under way.</summary>
    public void Take(AgentFrame frame, Moment now, long wallMs)
    {
        lock (_gate)
        {
            if (RunOf(frame.Key) is not { } run || !IsNew(run, frame.Key.Sequence))
            {
                return;
            }

            var bytes = frame.CalculateSize();
            if (_pendingBytes + bytes > settings.MaximumPendingBytesPerNode)
            {
                counters.CountDeferred();
                return;
            }

            run.Await(frame.Key.Sequence);
            _pending.Add(Read(run, frame, bytes, now, wallMs));
            _pendingBytes += bytes;
        }
    }

    public NodeBatch TakePending()
    {
        lock (_gate)
        {
            var batch = new NodeBatch(node, _pending, _gaps, _closed);
            (_pending, _gaps, _closed) = ([], [], []);
            return batch;
        }
    }

    /// <summary>The flush failed: the next one takes it again.</summary>
    public void Return(NodeBatch batch)
    {
        lock (_gate)
        {
            _pending = [.. batch.Frames, .. _pending];
            _gaps = [.. batch.Gaps, .. _gaps];
            _closed = [.. batch.Closed, .. _closed];
        }
    }

    public void Confirm(NodeBatch batch)
    {
        lock (_gate)
        {
            foreach (var frame in batch.Frames)
            {
                frame.Run.Received.Add(frame.Sequence, frame.WallMs);
                frame.Run.Settle(frame.Sequence);
                _repeated.Add((frame.Run, frame.Sequence));
            }

            _pendingBytes -= batch.Bytes;
        }
    }

    /// <summary>The acknowledgements that are due: of what became durable, and of what came again.</summary>
    public List<Ack> TakeAcks()
    {
        lock (_gate)
        {
            var acks = new List<Ack>();
            foreach (var run in _repeated.GroupBy(entry => entry.Run))
            {
                var ack = new Ack { BootId = run.Key.BootId, Incarnation = run.Key.Incarnation };
                foreach (var sequence in run.Select(entry => entry.Sequence).Order())
                {
                    if (ack.Ranges.Count > 0 && ack.Ranges[^1].Last + 1 >= sequence)
                    {
                        ack.Ranges[^1].Last = sequence;
                    }
                    else
                    {
                        ack.Ranges.Add(new SequenceRange { First = sequence, Last = sequence });
                    }
                }

                acks.Add(ack);
            }

            _repeated.Clear();
            return acks;
        }
    }

    private AgentRun? Find(string bootId, ulong incarnation) => _runs.FindLast(run => run.IsOf(bootId, incarnation));

    private AgentRun? RunOf(FrameKey key)
    {
        if (_current is null || key.Sequence == 0 || key.BootId.Length > MaximumBootIdLength)
        {
            return null;
        }

        if (Find(key.BootId, key.Incarnation) is { } known)
        {
            return known;
        }

        if (_runs.Count >= MaximumRuns)
        {
            return null;
        }

        // A run from before the history was lost or began: it lies before the present one.
        var run = AgentRun.Begin(key.BootId, key.Incarnation);
        _runs.Insert(Math.Max(0, _runs.IndexOf(_current)), run);
        return run;
    }

    private bool IsNew(AgentRun run, ulong sequence)
    {
        if (run.Received.Contains(sequence))
        {
            counters.CountDuplicate();
            _repeated.Add((run, sequence));
            return false;
        }

        if (run.IsClosed)
        {
            counters.CountLate();
            _repeated.Add((run, sequence));
            return false;
        }

        if (run.Received.Ranges.Count >= ReceivedRanges.MaximumRanges)
        {
            counters.CountDeferred();
            return false;
        }

        return !run.IsPending(sequence);
    }

    private IntakeFrame Read(AgentRun run, AgentFrame frame, int bytes, Moment now, long arrivalMs)
    {
        var sequence = frame.Key.Sequence;
        switch (frame.BodyCase)
        {
            case AgentFrame.BodyOneofCase.Readings:
                var round = Round(run, frame.Readings, now, arrivalMs);
                return new IntakeFrame(run, sequence, round.WallMs, bytes, Round: round);
            case AgentFrame.BodyOneofCase.Event:
                var said = frame.Event.Clone();
                var (wall, _) = WallTime.Of(said.WallMs, said.ClockSynchronised, said.BoottimeNs, OffsetOf(run.BootId), arrivalMs);
                said.WallMs = wall;
                return new IntakeFrame(run, sequence, wall, bytes, Event: said);
            case AgentFrame.BodyOneofCase.Gap:
                return new IntakeFrame(run, sequence, 0, bytes, Gap: Gap(frame.Gap));
            default:
                return new IntakeFrame(run, sequence, 0, bytes);
        }
    }

    private IntakeRound Round(AgentRun run, ReadingBatch batch, Moment now, long arrivalMs)
    {
        var (wall, isEstimated) = WallTime.Of(batch.WallMs, batch.ClockSynchronised, batch.BoottimeNs, OffsetOf(run.BootId), arrivalMs);
        var series = new List<Series>(batch.Series.Count);
        var values = new List<double>(batch.Series.Count);
        for (var i = 0; i < Math.Min(batch.Series.Count, batch.Values.Count); i++)
        {
            if (_series.TryGetValue(batch.Series[i], out var known)
                && latest.TryAdd(node, new LatestReading(known, batch.Values[i], wall, isEstimated, now)))
            {
                series.Add(known);
                values.Add(batch.Values[i]);
            }
        }

        if (wall < arrivalMs - settings.AveragesFor.TotalMilliseconds)
        {
            // Older than anything that is kept: taken, and let go at once.
            series.Clear();
            values.Clear();
        }

        counters.CountRefused(batch.Series.Count - series.Count);
        return new IntakeRound(wall, isEstimated, batch.Averaged, [.. series], [.. values]);
    }

    private StoredGap Gap(GapReport report)
    {
        if (Find(report.BootId, report.Incarnation) is { } run)
        {
            run.Lose(report.FirstSequence, report.LastSequence);
        }

        var gap = new StoredGap
        {
            FromWallMs = Math.Min(report.FromWallMs, report.ToWallMs),
            ToWallMs = Math.Max(report.FromWallMs, report.ToWallMs),
            Reason = report.Reason,
        };
        gap.Series.AddRange(report.Series.Take(settings.MaximumSeriesPerNode));
        return gap;
    }

    private long OffsetOf(string bootId) => _runs.FindLast(run => run.BootId == bootId && run.BootOffsetMs != 0)?.BootOffsetMs ?? 0;

    private void MeasureClock(long boottimeNs, long wallMs)
    {
        if (_current is not null && boottimeNs > 0)
        {
            _current.BootOffsetMs = wallMs - boottimeNs / 1_000_000;
        }
    }

    private void CloseEarlierRuns()
    {
        var nextStart = _current?.Received.Ranges.Select(range => range.FirstWallMs).FirstOrDefault(wall => wall != 0) ?? 0;
        if (nextStart == 0)
        {
            // The gap ends with the first reading of this run, which is not durable yet. The next beat asks again.
            return;
        }

        for (var i = _runs.IndexOf(_current!) - 1; i >= 0 && !_runs[i].IsClosed; i--)
        {
            var run = _runs[i];
            if (run.Received.Ranges.Count > 0)
            {
                _gaps.AddRange(RunClosing.Gaps(run, nextStart));
                nextStart = run.Received.Ranges.Select(range => range.FirstWallMs).FirstOrDefault(wall => wall != 0, nextStart);
            }

            run.IsClosed = true;
            _closed.Add(run);
        }
    }
}
