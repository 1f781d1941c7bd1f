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
internal sealed class Recorder : IReadingSink
{
    private readonly Lock _gate = new();
    private readonly AgentIdentity _identity;
    private readonly OutboxSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SeriesTable _table;
    private readonly EventLimit _events = new();
    private readonly KeptFrames _kept;
    private ulong _lastSequence;
    private bool _clockSynchronised;
    private bool _isSeriesLimitSaid;

    public Recorder(AgentIdentity identity, OutboxSettings settings, TimeProvider clock, ILogger<Recorder> logger)
    {
        (_identity, _settings, _clock, _logger) = (identity, settings, clock, logger);
        _table = new SeriesTable(settings.MaximumSeries);
        _kept = new KeptFrames(settings.RamBytes, NextId);
    }

    /// <summary>Raised, outside of any lock, when something waits to be sent.</summary>
    public event Action? Arrived;

    public int Frames => Locked(() => _kept.Count);

    /// <summary>When the eldest frame here came; null where there is none.</summary>
    public Moment? Eldest => Locked(() => _kept.Eldest);

    public bool HoldsGaps => Locked(() => _kept.HoldsGaps);

    public long SentBytes => Locked(() => _kept.SentBytes);

    public void Add(CollectionRound round)
    {
        var now = _clock.Now();
        var (refused, dropped) = Locked(() =>
        {
            _clockSynchronised = round.ClockSynchronised;
            return (Keep(round, now), _kept.DropOverflow(now));
        });
        if (dropped > 0)
        {
            _logger.LogWarning("{Rounds} rounds of readings were dropped: the outbox cannot be written and memory for readings is full.", dropped);
        }

        if (refused > 0 && !Interlocked.Exchange(ref _isSeriesLimitSaid, true))
        {
            Event("SeriesLimit", $"There are more than {_settings.MaximumSeries} series; readings of new ones are refused.", Labels.None);
        }

        Arrived?.Invoke();
    }

    public void Event(string code, string message, Labels labels)
    {
        lock (_gate)
        {
            var now = _clock.Now();
            if (!_events.Admits(code, now, out var heldBack))
            {
                return;
            }

            var said = new AgentEvent
            {
                BoottimeNs = now.Nanoseconds,
                WallMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
                ClockSynchronised = _clockSynchronised,
                Code = code,
                Message = heldBack == 0 ? message : $"{message} ({heldBack} more of this kind were not told one by one.)",
            };
            said.Labels.Put(labels);
            _kept.Keep(new KeptFrame { Id = NextId(), Message = new AgentFrame { Event = said } }, now);
        }

        Arrived?.Invoke();
    }

    /// <summary>Takes slow facts. One that was not sent yet is replaced.</summary>
    public void Report(AgentReport report) => KeepNewest(new AgentFrame { Report = report });

    /// <summary>As <see cref="Report"/>, of storage.</summary>
    public void Storage(StorageReport report) => KeepNewest(new AgentFrame { Storage = report });

    /// <summary>The next frame to send, what is no reading first; null where all was sent.</summary>
    public KeptFrame? TakeNext()
    {
        lock (_gate)
        {
            var next = _kept.Find(frame => !frame.IsSent && !frame.IsReading) ?? _kept.Find(frame => !frame.IsSent);
            if (next is not null)
            {
                next.SentAt = _clock.Now();
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
            _kept.Forget(isDurable);
        }
    }

    /// <summary>What was sent at this moment or before and is still not acknowledged is sent again.</summary>
    public void SendAgain(Moment sentUntil)
    {
        lock (_gate)
        {
            _kept.SendAgain(sentUntil);
        }
    }

    /// <summary>All that is here now, in the order of its numbers. After this none of it is changed any more, unless <see cref="NothingWritten"/>.</summary>
    public List<KeptFrame> Snapshot() => Locked(() =>
    {
        var all = _kept.All;
        all.ForEach(frame => frame.IsBeingWritten = true);
        return all;
    });

    /// <summary>Nothing of the last snapshot came to disk. Without this each try on a full disk would leave one more word about what is lost, for as long as it is full.</summary>
    public void NothingWritten()
    {
        lock (_gate)
        {
            _kept.All.ForEach(frame => frame.IsBeingWritten = false);
        }
    }

    /// <summary>The next number of this run, for a frame that is made elsewhere.</summary>
    public FrameId NextId() => Locked(() => new FrameId(_identity.BootId, _identity.Incarnation, ++_lastSequence));

    /// <summary>Frames of an outbox document under this process's series numbers; null where it is none.</summary>
    public List<KeptFrame>? Unpack(byte[] document) => Locked(() => OutboxPacking.Unpack(document, _table, _clock.Now()));

    /// <summary>Keeps the word of readings that are lost, joined to one that was not sent yet.</summary>
    public void Lost(LostSpan span)
    {
        lock (_gate)
        {
            _kept.KeepLost(span, _clock.Now());
        }
    }

    /// <summary>What says all anew takes the place of what was not sent yet.</summary>
    private void KeepNewest(AgentFrame frame)
    {
        lock (_gate)
        {
            if (_kept.Find(kept => kept.MayChange && kept.Message?.BodyCase == frame.BodyCase) is { } waiting)
            {
                _kept.Change(waiting, () => waiting.Message = frame);
            }
            else
            {
                _kept.Keep(new KeptFrame { Id = NextId(), Message = frame }, _clock.Now());
            }
        }

        Arrived?.Invoke();
    }

    private T Locked<T>(Func<T> function)
    {
        lock (_gate)
        {
            return function();
        }
    }

    /// <summary>Gives how many samples were refused.</summary>
    private int Keep(CollectionRound round, Moment now)
    {
        var series = new List<KnownSeries>(round.Samples.Length);
        var values = new List<double>(round.Samples.Length);
        foreach (var sample in round.Samples)
        {
            if (_table.Find(sample.Series, now) is { } known)
            {
                series.Add(known);
                values.Add(sample.Value);
            }
        }

        if (series.Count > 0)
        {
            var recorded = new RecordedRound(
                round.TakenAt.Nanoseconds, round.WallClock.ToUnixTimeMilliseconds(), round.ClockSynchronised, [.. series], [.. values]);
            _kept.Keep(new KeptFrame { Id = NextId(), Round = recorded }, now);
        }

        return round.Samples.Length - series.Count;
    }
}
