using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Readings;
using Homelab.Host;
using Microsoft.Extensions.Logging;

namespace Homelab.Agent.Outbox;

/// <summary>
/// Takes what collectors read, gives each round and event the next number of this run, and keeps it in RAM until it is acknowledged
/// or has moved to the outbox. One round is one frame. Bounded; where it is full the eldest readings go and a gap says so.
/// </summary>
internal sealed class Recorder(AgentIdentity identity, OutboxSettings settings, TimeProvider clock, ILogger<Recorder> logger) : IReadingSink
{
    public const string RamFull = "The agent's memory for readings was full, because its outbox could not be written.";

    private readonly Lock _gate = new();
    private readonly SeriesTable _table = new(settings.MaximumSeries);
    private readonly EventLimit _events = new();
    private readonly List<KeptFrame> _kept = [];
    private long _bytes;
    private ulong _lastSequence;
    private bool _clockSynchronised;
    private bool _isSeriesLimitSaid;

    /// <summary>Raised, outside of any lock, when something waits to be sent.</summary>
    public event Action? Arrived;

    public int Frames
    {
        get
        {
            lock (_gate)
            {
                return _kept.Count;
            }
        }
    }

    /// <summary>When the eldest frame here came; null where there is none.</summary>
    public Moment? Eldest
    {
        get
        {
            lock (_gate)
            {
                return _kept.Count == 0 ? null : _kept[0].KeptAt;
            }
        }
    }

    public void Add(CollectionRound round)
    {
        var refused = 0;
        lock (_gate)
        {
            var now = clock.Now();
            _clockSynchronised = round.ClockSynchronised;
            var series = new List<KnownSeries>(round.Samples.Length);
            var values = new List<double>(round.Samples.Length);
            foreach (var sample in round.Samples)
            {
                if (_table.Find(sample.Series, now) is { } known)
                {
                    series.Add(known);
                    values.Add(sample.Value);
                }
                else
                {
                    refused++;
                }
            }

            if (series.Count > 0)
            {
                Keep(new KeptFrame
                {
                    Id = NextId(),
                    Round = new RecordedRound(
                        round.TakenAt.Nanoseconds, round.WallClock.ToUnixTimeMilliseconds(), round.ClockSynchronised, [.. series], [.. values]),
                });
                DropOverflow();
            }
        }

        if (refused > 0 && !Interlocked.Exchange(ref _isSeriesLimitSaid, true))
        {
            Event("SeriesLimit", $"There are more than {settings.MaximumSeries} series; readings of new ones are refused.", Labels.None);
        }

        Arrived?.Invoke();
    }

    public void Event(string code, string message, Labels labels)
    {
        lock (_gate)
        {
            var now = clock.Now();
            if (!_events.Admits(code, now, out var heldBack))
            {
                return;
            }

            var said = new AgentEvent
            {
                BoottimeNs = now.Nanoseconds,
                WallMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                ClockSynchronised = _clockSynchronised,
                Code = code,
                Message = heldBack == 0 ? message : $"{message} ({heldBack} more of this kind were not told one by one.)",
            };
            said.Labels.Put(labels);
            Keep(new KeptFrame { Id = NextId(), Message = new AgentFrame { Event = said } });
        }

        Arrived?.Invoke();
    }

    /// <summary>Takes slow facts. One that was not sent yet is replaced.</summary>
    public void Report(AgentReport report)
    {
        lock (_gate)
        {
            var frame = new AgentFrame { Report = report };
            if (_kept.Find(kept => kept is { WasEverSent: false, Message.Report: not null }) is { } waiting)
            {
                _bytes -= waiting.Bytes;
                waiting.Message = frame;
                _bytes += waiting.Bytes;
            }
            else
            {
                Keep(new KeptFrame { Id = NextId(), Message = frame });
            }
        }

        Arrived?.Invoke();
    }

    /// <summary>The next frame to send, what is no reading first; null where all was sent.</summary>
    public KeptFrame? TakeNext()
    {
        lock (_gate)
        {
            var next = _kept.Find(frame => !frame.IsSent && !frame.IsReading) ?? _kept.Find(frame => !frame.IsSent);
            if (next is not null)
            {
                next.SentAt = clock.Now();
                next.WasEverSent = true;
            }

            return next;
        }
    }

    /// <summary>Forgets what is durable elsewhere.</summary>
    public void Forget(Predicate<KeptFrame> isDurable)
    {
        lock (_gate)
        {
            _kept.RemoveAll(isDurable);
            _bytes = _kept.Sum(frame => (long)frame.Bytes);
        }
    }

    /// <summary>What was sent at this moment or before and is still not acknowledged is sent again.</summary>
    public void SendAgain(Moment sentUntil)
    {
        lock (_gate)
        {
            foreach (var frame in _kept)
            {
                frame.SentAt = frame.SentAt <= sentUntil ? null : frame.SentAt;
            }
        }
    }

    public bool HoldsGaps
    {
        get
        {
            lock (_gate)
            {
                return _kept.Exists(frame => frame.IsGap);
            }
        }
    }

    /// <summary>All that is here now, in the order of its numbers. After this, gaps here are not widened any more.</summary>
    public List<KeptFrame> Snapshot()
    {
        lock (_gate)
        {
            foreach (var frame in _kept)
            {
                frame.WasEverSent = true;
            }

            return [.. _kept];
        }
    }

    public long SentBytes()
    {
        lock (_gate)
        {
            return _kept.Where(frame => frame.IsSent).Sum(frame => (long)frame.Bytes);
        }
    }

    public FrameId NextId()
    {
        lock (_gate)
        {
            return new FrameId(identity.BootId, identity.Incarnation, ++_lastSequence);
        }
    }

    /// <summary>Frames of an outbox document under this process's series numbers; null where it is none.</summary>
    public List<KeptFrame>? Unpack(byte[] document)
    {
        lock (_gate)
        {
            return OutboxPacking.Unpack(document, _table, clock.Now());
        }
    }

    /// <summary>Keeps the word of readings that are lost, joined to one that was not sent yet.</summary>
    public void Lost(LostSpan span)
    {
        lock (_gate)
        {
            KeepLost(span);
        }
    }

    private void Keep(KeptFrame frame)
    {
        frame.KeptAt = clock.Now();
        _kept.Add(frame);
        _bytes += frame.Bytes;
    }

    private void KeepLost(LostSpan span)
    {
        foreach (var frame in _kept)
        {
            if (!frame.WasEverSent && frame.Lost is { } lost && LostSpans.TryJoin(lost, span) is { } joined)
            {
                _bytes -= frame.Bytes;
                frame.Lost = joined;
                _bytes += frame.Bytes;
                return;
            }
        }

        Keep(new KeptFrame { Id = NextId(), Lost = span });
    }

    private void DropOverflow()
    {
        var dropped = new List<KeptFrame>();
        while (_bytes > settings.RamBytes && _kept.Find(frame => frame.IsReading) is { } eldest)
        {
            dropped.Add(eldest);
            _kept.Remove(eldest);
            _bytes -= eldest.Bytes;
        }

        foreach (var span in LostSpans.Of(dropped, RamFull))
        {
            KeepLost(span);
        }

        if (dropped.Count > 0)
        {
            logger.LogWarning("{Rounds} rounds of readings were dropped: the outbox cannot be written and memory for readings is full.", dropped.Count);
        }
    }
}
