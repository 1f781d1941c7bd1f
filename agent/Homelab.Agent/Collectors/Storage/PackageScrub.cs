using Homelab.Domain;
using Homelab.Domain.Readings;
using Homelab.Domain.Storage;
using Homelab.Host;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Holds every installed file against the checksum of its package, read past the page cache: within a budget of bytes a second and a day, never on battery, and on from where it was after a restart.
/// A pass over everything begins a month after the one before it ended.
/// </summary>
internal sealed class PackageScrub(SysRoot root, string stateDirectory, Func<bool> isOnBattery, TimeProvider clock) : ICollector, IDisposable
{
    internal const long BytesPerSecond = 1_000_000, BytesPerDay = 2_000_000_000;

    private static readonly TimeSpan s_rest = TimeSpan.FromDays(30), s_day = TimeSpan.FromDays(1), s_kept = TimeSpan.FromMinutes(10), s_roundAtMost = TimeSpan.FromSeconds(1), s_saved = TimeSpan.FromSeconds(10);

    private readonly Series _written = Of("homelab_agent_written_bytes_total"), _read = Of("homelab_agent_read_bytes_total");
    private readonly PackageLists _lists = new(root);
    private PackagedFileRead? _file;
    private IEnumerator<PackagedFile>? _files;
    private PackagedFile _at;
    private bool _isOpen;
    private string[] _names = [];
    private int _next;
    private DateTime _listWritten;
    private ScrubPosition? _position, _boundary, _kept;
    private Moment? _lastRound;
    private Moment _dayBegan, _keptAt;
    private long _ofDay, _writtenBytes, _readBytes;
    private bool _isPaused;
    private volatile ScrubReport? _last;

    public string Name => "package_scrub";

    /// <summary>Null before there is anything to tell.</summary>
    public ScrubReport? Last => _last;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (stateDirectory.Length == 0)
        {
            return CollectorOutcome.NothingHere("this agent keeps no state");
        }

        if (!IsGoing() && !Begin())
        {
            return _names.Length == 0 ? CollectorOutcome.NothingHere("no packages of dpkg") : Told(into);
        }

        var now = clock.Now();
        var span = _lastRound is { } last ? now - last : TimeSpan.Zero;
        _lastRound = now;
        _isPaused = isOnBattery();
        if (!_isPaused)
        {
            Read(Allowance(now, span < s_saved ? span : s_saved), now);
        }

        return Told(into);
    }

    public void Dispose()
    {
        _files?.Dispose();
        _file?.Dispose();
    }

    private bool IsGoing() => _position is { EndedAt: null } && _names.Length > 0;

    /// <summary>What was not read in time is not made up for: a node that slept does not read for hours.</summary>
    private long Allowance(Moment now, TimeSpan span)
    {
        if (now - _dayBegan >= s_day)
        {
            (_dayBegan, _ofDay) = (now, 0);
        }

        return Math.Min((long)(span.TotalSeconds * BytesPerSecond), BytesPerDay - _ofDay);
    }

    private bool Begin()
    {
        var now = clock.GetUtcNow();
        _position ??= ScrubPosition.Load(stateDirectory);
        if (_position?.EndedAt is { } ended && now - ended < s_rest && now >= ended)
        {
            _names = _names.Length > 0 ? _names : _lists.Names();
            return false;
        }

        _names = _lists.Names();
        _lists.LookAtDiversions();
        _position = _position is { EndedAt: null } unfinished ? unfinished : ScrubPosition.Begin(now);
        _boundary = _kept = _position;
        _next = _names.Count(name => string.CompareOrdinal(name, _position.List) <= 0);
        return _names.Length > 0;
    }

    private void Read(long allowance, Moment began)
    {
        _file ??= new PackagedFileRead();
        var position = _position!;
        while (allowance > 0 && position.EndedAt is null && clock.Now() - began < s_roundAtMost)
        {
            if (_isOpen)
            {
                var outcome = _file.Step(out var bytes);
                allowance -= Math.Max(bytes, 1);
                _ofDay += bytes;
                _readBytes += bytes;
                position = outcome is { } over ? Closed(position with { Bytes = position.Bytes + bytes }, over) : position with { Bytes = position.Bytes + bytes };
            }
            else
            {
                allowance -= 1;
                position = NextFile(position);
            }
        }

        _position = position;
        Keep();
    }

    private ScrubPosition NextFile(ScrubPosition position)
    {
        if (_files is null)
        {
            if (_next >= _names.Length)
            {
                return _boundary = position with { EndedAt = clock.GetUtcNow() };
            }

            (_files, _listWritten) = (_lists.Files(_names[_next]).GetEnumerator(), _lists.WrittenAt(_names[_next]));
        }

        if (!_files.MoveNext())
        {
            _files.Dispose();
            _files = null;
            return _boundary = position with { List = _names[_next++], Packages = position.Packages + 1 };
        }

        _at = _files.Current;
        if (root.Full(_at.Path) is not { } full)
        {
            return position with { PassedOver = position.PassedOver + 1 };
        }

        var outcome = _file!.Open(full, _at.Md5);
        _isOpen = outcome is null;
        return outcome is { } refused ? Closed(position, refused) : position;
    }

    private ScrubPosition Closed(ScrubPosition position, PackagedFileOutcome outcome)
    {
        _isOpen = false;
        _file!.Close();
        if (outcome is PackagedFileOutcome.Mismatched or PackagedFileOutcome.Varying && WasChanged())
        {
            outcome = PackagedFileOutcome.PassedOver;
        }

        position = outcome is PackagedFileOutcome.AsPackaged or PackagedFileOutcome.PassedOver || position.First.Length > 0 ? position : position with { First = "/" + _at.Path };
        return outcome switch
        {
            PackagedFileOutcome.AsPackaged => position with { Files = position.Files + 1 },
            PackagedFileOutcome.PassedOver => position with { PassedOver = position.PassedOver + 1 },
            PackagedFileOutcome.Unreadable => position with { Unreadable = position.Unreadable + 1 },
            PackagedFileOutcome.Varying => position with { Mismatched = position.Mismatched + 1, Varying = position.Varying + 1 },
            _ => position with { Mismatched = position.Mismatched + 1 },
        };
    }

    /// <summary>Somebody wrote to it after it was installed, or it was installed anew meanwhile; a device that loses bits leaves the times alone.</summary>
    private bool WasChanged() =>
        _lists.WrittenAt(_names[_next]) != _listWritten || (root.Full(_at.Path) is { } full && File.GetLastWriteTimeUtc(full) > _listWritten);

    /// <summary>As it was at the end of a package: a restart reads the one that it broke off again, and counts none of it twice.</summary>
    private void Keep()
    {
        var now = clock.Now();
        if (_boundary == _kept || (_boundary!.EndedAt is null && now - _keptAt < s_kept))
        {
            return;
        }

        (_kept, _keptAt) = (_boundary, now);
        try
        {
            _writtenBytes += _boundary.Keep(stateDirectory);
        }
        catch (IOException)
        {
            // That the device takes no writes is the write probe's to tell; a restart then begins where it was kept last.
        }
    }

    private CollectorOutcome Told(Collection into)
    {
        into.Add(_written, _writtenBytes);
        into.Add(_read, _readBytes);
        if (_position is { } at)
        {
            var ago = clock.GetUtcNow() - at.BeganAt;
            _last = new(ago > TimeSpan.Zero ? ago : TimeSpan.Zero, Math.Min(at.Packages, _names.Length), _names.Length, at.Files, at.Bytes, at.Mismatched, at.Varying, at.Unreadable, at.PassedOver, at.First, _isPaused);
        }

        return CollectorOutcome.Ok;
    }

    private static Series Of(string metric) => new(metric, Labels.Of(("cause", "package_scrub")), "bytes", SeriesKind.Counter, "package_scrub");
}
