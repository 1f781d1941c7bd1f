using Homelab.Contracts.V1;
using Homelab.Store;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Readings;

/// <summary>
/// The lab's readings on disk. Each flush is one document; every few minutes flush documents are folded into chunks: raw by node and
/// hour for a day, averages over five minutes by node and day for a month, within a quota. Calls may come from any thread.
/// </summary>
public sealed class ReadingHistory : IDisposable
{
    private const string Flushes = "flushes";
    private const string Nodes = "nodes";

    private readonly Lock _gate = new();
    private readonly ReadingsSettings _settings;
    private readonly IngestCounters _counters;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Dictionary<string, NodeHistory> _nodes = new(StringComparer.Ordinal);
    private DocumentFile? _file;
    private long _firstFlush = 1;
    private long _lastFlush;
    private int _setAsideSeen;

    internal ReadingHistory(ReadingsSettings settings, IngestCounters counters, TimeProvider clock, ILogger<ReadingHistory> logger) =>
        (_settings, _counters, _clock, _logger) = (settings, counters, clock, logger);

    /// <summary>Size on disk; zero until it is open.</summary>
    public long Bytes => _file?.Bytes ?? 0;

    internal bool IsOpen => Volatile.Read(ref _file) is not null;

    /// <summary>A node's events, eldest first.</summary>
    public IReadOnlyList<AgentEvent> Events(string node)
    {
        lock (_gate)
        {
            return _nodes.TryGetValue(node, out var history) ? [.. history.Events] : [];
        }
    }

    /// <summary>A node's gaps, of single series and of all.</summary>
    public IReadOnlyList<StoredGap> Gaps(string node)
    {
        lock (_gate)
        {
            return _nodes.TryGetValue(node, out var history) ? [.. history.Gaps] : [];
        }
    }

    /// <summary>
    /// Series of a node and metric whose labels include these, with points between the two times (milliseconds since 1970 UTC,
    /// inclusive): raw where it is kept, else averages stamped with the start of their five minutes; and the gaps that touch the time.
    /// </summary>
    /// <exception cref="StoreException">The file turned out damaged; ask again.</exception>
    public IReadOnlyList<SeriesHistory> Query(string node, string metric, IReadOnlyDictionary<string, string> labels, long fromMs, long toMs) =>
        Query(node, series => series.Metric == metric && labels.All(label => series.Labels.Contains(new KeyValuePair<string, string>(label.Key, label.Value))), fromMs, toMs);

    /// <summary>The same of every series that is wanted: each stretch of the file is read once for all of them.</summary>
    /// <exception cref="StoreException">The file turned out damaged; ask again.</exception>
    public IReadOnlyList<SeriesHistory> Query(string node, Predicate<Domain.Readings.Series> wanted, long fromMs, long toMs)
    {
        lock (_gate)
        {
            return _file is not null && _nodes.TryGetValue(node, out var history) && fromMs <= toMs
                ? HistoryQuery.Run(_file, history, wanted, fromMs, toMs)
                : [];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    /// <summary>Opens the file, and gives the runs of each node's agent.</summary>
    internal IReadOnlyList<(string Node, IReadOnlyList<IncarnationState> Runs)> Open()
    {
        lock (_gate)
        {
            Directory.CreateDirectory(_settings.StateDirectory);
            var file = DocumentFile.Open(new DocumentFileSettings
            {
                Path = _settings.Path,
                Content = "history",
                Version = 1,
                Collections = [Nodes, Flushes, HistoryChunks.Raw, HistoryChunks.Averages],
                ReserveBytes = 4 << 20,
                Logger = _logger,
            });
            try
            {
                Load(file);
            }
            catch (StoreException error) when (error.Failure == StoreFailure.SetAside)
            {
                Load(file);
            }
            catch
            {
                file.Dispose();
                throw;
            }

            Volatile.Write(ref _file, file);
            NoteSetAside();
            return [.. _nodes.Values.Select(history => (history.Node, (IReadOnlyList<IncarnationState>)history.Runs))];
        }
    }

    /// <summary>When it returns, the flush is on the medium.</summary>
    internal void Write(FlushDocument flush)
    {
        lock (_gate)
        {
            if (_file is null)
            {
                throw new StoreException(StoreFailure.Unavailable, "The history is not open.");
            }

            try
            {
                _file.Commit([new DocumentChange(Flushes, _lastFlush + 1, flush.ToByteArray())]);
            }
            finally
            {
                NoteSetAside();
            }

            Apply(flush, ++_lastFlush);
        }
    }

    /// <summary>Folds flush documents into chunks, one node in one commit, and lets go of what is too old or too much.</summary>
    internal void Fold()
    {
        lock (_gate)
        {
            if (_file is null)
            {
                return;
            }

            try
            {
                var fold = new HistoryFold(_file, _settings, _clock.GetUtcNow().ToUnixTimeMilliseconds());
                fold.LetGo(_nodes.Values);
                foreach (var history in _nodes.Values.Where(history => history.IsChanged))
                {
                    fold.Run(history, _lastFlush, Nodes);
                }

                for (; _firstFlush <= _lastFlush; _firstFlush += HistoryFold.Batch)
                {
                    var last = Math.Min(_lastFlush, _firstFlush + HistoryFold.Batch - 1);
                    _file.Commit([.. Enumerable.Range(0, (int)(last - _firstFlush + 1)).Select(i => new DocumentChange(Flushes, _firstFlush + i, null))]);
                }

                _firstFlush = _lastFlush + 1;
            }
            finally
            {
                NoteSetAside();
            }
        }
    }

    private void Load(DocumentFile file)
    {
        _nodes.Clear();
        foreach (var document in file.Scan(Nodes))
        {
            var history = NodeHistory.From(NodeState.Parser.ParseFrom(document.Payload), _settings);
            _nodes[history.Node] = history;
            _lastFlush = Math.Max(_lastFlush, history.ThroughFlush);
        }

        var flushes = file.Scan(Flushes);
        _firstFlush = flushes.Count > 0 ? flushes[0].Id : _lastFlush + 1;
        foreach (var document in flushes)
        {
            Apply(FlushDocument.Parser.ParseFrom(document.Payload), document.Id);
            _lastFlush = Math.Max(_lastFlush, document.Id);
        }
    }

    private void Apply(FlushDocument flush, long number)
    {
        foreach (var part in flush.Nodes)
        {
            if (!_nodes.TryGetValue(part.Node, out var history))
            {
                var free = _nodes.Values.Select(known => known.Number).DefaultIfEmpty().Max() + 1;
                _nodes.Add(part.Node, history = new NodeHistory(part.Node, free, _settings));
            }

            if (number > history.ThroughFlush)
            {
                history.Add(part);
            }
        }
    }

    /// <summary>After a file was set aside, what memory holds goes into the new one with the next fold.</summary>
    private void NoteSetAside()
    {
        var setAside = _file?.FilesSetAside.Count ?? 0;
        if (setAside == _setAsideSeen)
        {
            return;
        }

        _counters.CountSetAside(setAside - _setAsideSeen);
        _setAsideSeen = setAside;
        foreach (var history in _nodes.Values)
        {
            history.IsChanged = true;
        }
    }
}
