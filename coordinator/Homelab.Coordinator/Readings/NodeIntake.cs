using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>What arrives from one node: knows its runs, sorts out what came before, and holds the rest for the next flush.</summary>
internal sealed class NodeIntake(string node, ReadingsSettings settings, LatestReadings latest, IngestCounters counters)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<uint, Series> _series = [];
    private readonly NodeRuns _runs = new();
    private readonly DueAcks _acks = new();
    private List<IntakeFrame> _pending = [];
    private List<StoredGap> _gaps = [];
    private List<AgentRun> _closed = [];
    private long _pendingBytes;

    /// <summary>Takes what the history knows of the node's runs.</summary>
    public void Restore(IEnumerable<IncarnationState> states)
    {
        lock (_gate)
        {
            _runs.Restore(states);
        }
    }

    public void Connected(Hello hello, long wallMs)
    {
        lock (_gate)
        {
            _series.Clear();
            _runs.Begin(hello.BootId, hello.Incarnation);
            _runs.MeasureClock(hello.SentBoottimeNs, wallMs);
        }
    }

    public void Beat(Beat beat, long wallMs)
    {
        lock (_gate)
        {
            _runs.MeasureClock(beat.SentBoottimeNs, wallMs);
            if (beat.EarlierSettled)
            {
                foreach (var (run, gaps) in _runs.CloseEarlier())
                {
                    _closed.Add(run);
                    _gaps.AddRange(gaps);
                }
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
            if (_runs.Of(frame.Key) is not { } run || !IsNew(run, frame.Key.Sequence))
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
                _acks.Add(frame.Run, frame.Sequence);
            }

            _pendingBytes -= batch.Bytes;
        }
    }

    /// <summary>The acknowledgements that are due: of what became durable, and of what came again.</summary>
    public List<Ack> TakeAcks()
    {
        lock (_gate)
        {
            return _acks.Take();
        }
    }

    private bool IsNew(AgentRun run, ulong sequence)
    {
        if (run.Received.Contains(sequence))
        {
            counters.CountDuplicate();
            _acks.Add(run, sequence);
            return false;
        }

        if (run.IsClosed)
        {
            counters.CountLate();
            _acks.Add(run, sequence);
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
                var (wall, _) = WallTime.Of(said.WallMs, said.ClockSynchronised, said.BoottimeNs, _runs.OffsetOf(run.BootId), arrivalMs);
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
        var (wall, isEstimated) = WallTime.Of(batch.WallMs, batch.ClockSynchronised, batch.BoottimeNs, _runs.OffsetOf(run.BootId), arrivalMs);
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
        if (_runs.Find(report.BootId, report.Incarnation) is { } run)
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
}
