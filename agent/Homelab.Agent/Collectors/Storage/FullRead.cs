using Homelab.Domain;
using Homelab.Domain.Storage;
using Homelab.Host;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Reads all of a device, past the page cache, within a budget of bytes a second, never on battery, and on from where it was after a restart. What it reads it looks at no further: what is wanted is that
/// the device gives it, and how long that takes.
/// </summary>
/// <param name="path">The device's file.</param>
/// <param name="folder">Where its record is kept.</param>
internal sealed class FullRead(DeviceReport device, string path, string folder, Func<bool> isOnBattery, TimeProvider clock) : IDisposable
{
    internal const long BytesPerSecond = 2_000_000;

    /// <summary>A device that gives nothing more is not asked for each of its pieces: a disk may take half a minute for one.</summary>
    internal const int UnreadableAtMost = 256;

    private const int PiecesInARound = 16;

    private static readonly TimeSpan s_rest = TimeSpan.FromDays(30), s_pause = TimeSpan.FromSeconds(10), s_kept = TimeSpan.FromMinutes(10);

    private readonly UncachedFile _file = new();
    private FullReadRecord? _record, _kept;
    private Moment _keptAt;
    private bool _isOpen;

    /// <summary>Some pieces of it.</summary>
    /// <returns>How long to wait before the next; null where there is nothing to read for a month.</returns>
    /// <exception cref="FullReadException">The device cannot be opened or read for another reason than that it fails, or its record cannot be kept.</exception>
    public TimeSpan? Round()
    {
        var record = _record ??= Begin();
        if (record.EndedAt is not null)
        {
            return null;
        }

        if (isOnBattery())
        {
            Keep(record with { IsPaused = true });
            return s_pause;
        }

        var began = clock.GetTimestamp();
        Keep(Read(record with { IsPaused = false }));
        var rest = TimeSpan.FromSeconds(PiecesInARound * (double)UncachedFile.ChunkBytes / BytesPerSecond) - clock.GetElapsedTime(began);
        return _record.EndedAt is not null ? null : rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    public void Dispose() => _file.Dispose();

    private FullReadRecord Begin()
    {
        var now = clock.GetUtcNow();
        var known = FullReadRecord.Load(folder, device.Name);
        _kept = known;
        return known?.IsOf(device) != true ? FullReadRecord.Begin(device, now)
            : known.EndedAt is { } ended && (now - ended >= s_rest || now < ended) ? known.Again(now)
            : known;
    }

    private FullReadRecord Read(FullReadRecord record)
    {
        Open();
        var times = new List<TimeSpan>(PiecesInARound);
        for (var piece = 0; piece < PiecesInARound && record.EndedAt is null; piece++)
        {
            var asked = clock.GetTimestamp();
            var read = _file.Read(record.At, out var errno).Length;
            if (errno is not (0 or UncachedFile.InputOutputError) || (errno == 0 && read == 0))
            {
                throw new FullReadException(errno != 0 ? $"{path} cannot be read (errno {errno})" : $"{path} gives nothing at byte {record.At} of {record.SizeBytes}");
            }

            // A read that gave less than it was asked for may have met an error behind that: the next one begins there.
            if (errno == 0)
            {
                times.Add(clock.GetElapsedTime(asked));
                record = record with { At = Math.Min(record.At + read, record.SizeBytes) };
            }
            else
            {
                var next = ((record.At / UncachedFile.ChunkBytes) + 1) * UncachedFile.ChunkBytes;
                record = record with { Unreadable = record.Unreadable + 1, FirstAt = record.Unreadable == 0 ? record.At : record.FirstAt, At = Math.Min(next, record.SizeBytes) };
            }

            record = record with { EndedAt = record.At == record.SizeBytes || record.Unreadable >= UnreadableAtMost ? clock.GetUtcNow() : null };
        }

        return record with { Times = record.Times.With(times) };
    }

    private void Open()
    {
        if (!_isOpen && _file.Open(path) is not 0 and var errno)
        {
            throw new FullReadException($"{path} cannot be opened (errno {errno})");
        }

        _isOpen = true;
    }

    /// <summary>What was found, the end and a pause at once; else how far it came every ten minutes, and a restart reads those again.</summary>
    private void Keep(FullReadRecord record)
    {
        _record = record;
        var now = clock.Now();
        if (_kept is { } kept && kept.BeganAt == record.BeganAt && (kept.EndedAt, kept.Unreadable, kept.IsPaused) == (record.EndedAt, record.Unreadable, record.IsPaused) && now - _keptAt < s_kept)
        {
            return;
        }

        try
        {
            record.Keep(folder, device.Name);
        }
        catch (IOException failure)
        {
            throw new FullReadException($"{folder} takes no record of it: it is full, failing or not there", failure);
        }

        (_kept, _keptAt) = (record, now);
    }
}

/// <summary>The reading of a device cannot go on now.</summary>
/// <param name="why">Without a full stop.</param>
internal sealed class FullReadException(string why, Exception? inner = null) : Exception(why, inner);
