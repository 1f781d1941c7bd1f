using System.Globalization;
using Homelab.Coordinator.Events;
using Homelab.Domain.People;
using Homelab.Host;

namespace Homelab.Coordinator.Audit;

/// <summary>
/// Who did what: every change and every order, in a chain of hashes. To note never waits and never fails, for an order in an emergency must not
/// wait for a disk: what the disk does not take waits in memory in its order, is said, and is tried again.
/// </summary>
public sealed class AuditLog : IDisposable
{
    private const int WaitingMax = 1000;
    private const int TextMax = 500;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Lock _disk = new();
    private readonly List<string> _waiting = [];
    private readonly AuditFile? _file;
    private readonly IEventFeed _events;
    private readonly TimeProvider _clock;
    private readonly ILogger<AuditLog> _logger;
    private readonly ITimer _again;
    private readonly EventThrottle _throttle = new(TimeSpan.FromMinutes(5));
    private string _newest = AuditChain.Nothing;
    private long _number;
    private long _dropped;
    private bool _isWriting;

    public AuditLog(string stateDirectory, IEventFeed events, TimeProvider clock, ILogger<AuditLog> logger)
    {
        (_events, _clock, _logger) = (events, clock, logger);
        _again = clock.CreateTimer(_ => Kick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            _file = new AuditFile(stateDirectory);
            foreach (var line in _file.Lines())
            {
                (_number, _newest) = (_number + 1, AuditChain.Hash(line));
            }

            if (_file.WasTorn)
            {
                Note(AuditNews.OfEngine("AuditTorn", "The last line was cut short by a crash; what there is of it lies in audit.log.torn."));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            events.Add(2, "AuditUnreadable", "", $"The audit log cannot be opened, so nothing is written into it: {failure.Message}");
        }
    }

    /// <summary>What must be known of it; empty where nothing.</summary>
    public string Warning
    {
        get
        {
            lock (_gate)
            {
                return _file is null ? "The audit log cannot be opened: who does what stands in the coordinator's own log only."
                    : _waiting.Count > 0 && !_isWriting ? $"The audit log cannot be written: {_waiting.Count} lines wait in memory, and orders go on." : "";
            }
        }
    }

    /// <summary>An empty log is said of a file that is empty, and not of one that nobody could read.</summary>
    private AuditFile Opened => _file ?? throw new IOException("it could not be opened when the coordinator started.");

    public void Note(AuditNews news)
    {
        lock (_gate)
        {
            if (_waiting.Count >= WaitingMax || _file is null)
            {
                _dropped++;
                _logger.LogInformation("{Who} from {From}: {What} {Detail}: {Outcome} (not in the audit log)", news.Who, news.From, news.What, Cut(news.Detail), Cut(news.Outcome));
                return;
            }

            if (_dropped > 0)
            {
                var lost = _dropped;
                _dropped = 0;
                Add(AuditNews.OfEngine("AuditLost", $"{lost} lines did not get into this log, for the disk did not take them; the coordinator's own log has them."));
            }

            Add(news);
        }

        Kick();
    }

    /// <summary>The newest lines, the newest last.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<AuditEntry> Last(int count)
    {
        lock (_disk)
        {
            return [.. Opened.Lines().TakeLast(count).Select(AuditJson.Read).OfType<AuditEntry>()];
        }
    }

    /// <summary>Of the file as it is now, held against what this process wrote last.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public AuditVerdict Verify(string? noted)
    {
        lock (_disk)
        {
            string newest;
            lock (_gate)
            {
                newest = _waiting.Count > 0 ? AuditChain.Before(_waiting[0])! : _newest;
            }

            var verdict = AuditChain.Verify(Opened.Lines(), noted);
            return verdict.BrokenFrom is null && verdict.Newest != newest
                ? verdict with { BrokenFrom = Math.Max(1, verdict.Lines), Sentence = $"The end of the log is not what this coordinator wrote last: line {verdict.Lines} was changed, or lines after it were taken away." }
                : verdict;
        }
    }

    public void Dispose()
    {
        _again.Dispose();
        WriteWaiting();
    }

    private static string Cut(string text) => text.Length <= TextMax ? text : text[..TextMax] + "...";

    private void Add(AuditNews news)
    {
        var line = AuditJson.Line(new AuditEntry(
            _newest, ++_number, _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), news.Who, news.Means, news.From, news.What, Cut(news.Detail), Cut(news.Outcome)));
        _newest = AuditChain.Hash(line);
        _waiting.Add(line);

        // The coordinator's log, which may go to another machine, holds the hash: who changes the file would have to change that too.
        _logger.LogInformation(
            "{Who} from {From}: {What} {Detail}: {Outcome} (audit line {Number}, {Hash})", news.Who, news.From, news.What, Cut(news.Detail), Cut(news.Outcome), _number, _newest);
    }

    private void Kick()
    {
        lock (_gate)
        {
            if (_isWriting || _waiting.Count == 0)
            {
                return;
            }

            _isWriting = true;
        }

        _ = Task.Run(WriteWaiting);
    }

    private void WriteWaiting()
    {
        var isTaken = true;
        while (isTaken)
        {
            lock (_disk)
            {
                List<string> lines;
                lock (_gate)
                {
                    lines = [.. _waiting];
                    if (lines.Count == 0 || _file is null)
                    {
                        _isWriting = false;
                        return;
                    }
                }

                isTaken = TryAppend(lines);
                lock (_gate)
                {
                    _waiting.RemoveRange(0, isTaken ? lines.Count : 0);
                }
            }
        }

        // In one step: who sees the warning can rely on another try.
        lock (_gate)
        {
            _isWriting = false;
            _again.Change(TryAgainAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private bool TryAppend(List<string> lines)
    {
        try
        {
            _file!.Append(lines);
            return true;
        }
        catch (IOException failure)
        {
            if (_throttle.MayTell("", _clock.Now()))
            {
                _events.Add(2, "AuditNotKept", "", $"The audit log cannot be written; orders go on, and {lines.Count} lines wait in memory: {failure.Message}");
            }

            return false;
        }
    }
}
