using Homelab.Domain;
using Homelab.Domain.Readings;
using Homelab.Domain.Storage;
using Homelab.Host;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Keeps canaries on the device with the agent's state and reads them past the page cache, at the start and once a day, a chunk or some a round. While all of them are well they are written anew
/// once in 30 days: these are the only regular writes. Damaged ones are left as they are.
/// </summary>
internal sealed class Canary(CanaryFiles canaries, string stateDirectory, TimeProvider clock) : ICollector, IDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromDays(1), s_anew = TimeSpan.FromDays(30);
    private const int ChunksPerRound = 16;

    /// <summary>Canaries are for devices with room to spare.</summary>
    private const int RoomTimes = 10;

    private readonly Series _written = new("homelab_agent_written_bytes_total", Labels.Of(("cause", "canary")), "bytes", SeriesKind.Counter, "canary");
    private CanaryPass? _pass;
    private Moment _next;
    private Moment? _readAt;
    private bool _hasLooked;
    private long? _found;
    private long _sequence, _bytes;
    private CanaryReport? _over;
    private volatile CanaryReport? _last;

    public string Name => "canary";

    /// <summary>What the last whole pass found, and more where the present one has found worse; null before there is anything to tell.</summary>
    public CanaryReport? Last => _last is { } last && _readAt is { } at ? last with { ReadAgo = clock.Now() - at } : _last;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (stateDirectory.Length == 0)
        {
            return CollectorOutcome.NothingHere("this agent keeps no state");
        }

        if (_pass is null && clock.Now() >= _next && Begin() is { } obstacle)
        {
            return CollectorOutcome.NothingHere(obstacle);
        }

        for (var i = 0; i < ChunksPerRound && _pass is { IsOver: false }; i++)
        {
            _pass.Step();
        }

        Tell();
        into.Add(_written, _bytes);
        return CollectorOutcome.Ok;
    }

    public void Dispose() => _pass?.Dispose();

    /// <summary>Null where a pass began.</summary>
    private string? Begin()
    {
        _next = clock.Now() + s_every;
        try
        {
            // There never were any, or somebody removed them: that is the beginning, and nothing to hold against the device.
            var standing = canaries.Sequence;
            _found = _hasLooked && standing is not null ? _found : standing;
            _hasLooked = true;
            _sequence = standing ?? 0;
            if ((canaries.Interrupted ?? (_sequence == 0 && _found is null ? 1 : null as long?)) is { } sequence)
            {
                if (StatVfs.TryRead(stateDirectory, out var room) != 0 || room.AvailableBytes < RoomTimes * canaries.Bytes)
                {
                    return "too little room for canaries";
                }

                Write(sequence);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // That the device takes no writes is the write probe's to tell. What stands there is read all the same.
            if (_found is null)
            {
                return $"canaries cannot be written (errno {failure.HResult})";
            }
        }

        _pass = new CanaryPass(canaries, _sequence);
        return null;
    }

    private void Write(long sequence)
    {
        _bytes += canaries.Write(sequence);
        _sequence = sequence;
    }

    /// <summary>Only what was just read and is well is written over, so that no damage goes unseen; it is read again at once.</summary>
    private void WriteAnewWhereOld()
    {
        if (canaries.WrittenAt is not { } written || clock.GetUtcNow() - written <= s_anew)
        {
            return;
        }

        try
        {
            Write(_sequence + 1);
            _next = clock.Now();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The writing was named before it began: the next pass does it again, or finds that nothing was written.
        }
    }

    private void Tell()
    {
        if (_pass is not { } pass)
        {
            return;
        }

        var present = new CanaryReport(_sequence, _found, canaries.Bytes, null, pass.Damaged, pass.OtherCopies, pass.Unreadable, pass.Varies, pass.First);
        if (pass.IsOver)
        {
            (_over, _readAt, _pass) = (present, clock.Now(), null);
            pass.Dispose();
            if (!present.IsBad)
            {
                WriteAnewWhereOld();
            }
        }

        _last = present.IsBad || _over is null ? present : _over with { Sequence = _sequence };
    }
}
