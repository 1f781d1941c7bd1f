using Google.Protobuf;
using Homelab.Domain.Readings;
using Homelab.Store;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>Turns additions into chunks of raw and of averages, and lets go of the eldest.</summary>
internal sealed class HistoryFold(DocumentFile file, ReadingsSettings settings, long nowMs)
{
    /// <summary>Documents removed in one commit.</summary>
    public const int Batch = 500;

    /// <summary>Folds one node: its chunks and its own document change in one commit, so that a crash repeats nothing and loses nothing.</summary>
    public void Run(NodeHistory history, long throughFlush, string nodes)
    {
        var changes = new List<DocumentChange>();
        var parts = new Dictionary<(bool Averages, long Period), int[]>();
        var days = new Dictionary<long, ChunkContent>();
        foreach (var (hour, additions) in history.Additions)
        {
            var content = Read(file, history, averages: false, hour);
            additions.AddTo(content);
            Sort(content);
            Put(history, averages: false, hour, content, changes, parts);
            Average(history, hour, content, days);
        }

        foreach (var (day, content) in days)
        {
            Sort(content);
            Put(history, averages: true, day, content, changes, parts);
        }

        var before = history.Chunks.ToDictionary();
        foreach (var (key, bytes) in parts)
        {
            history.Chunks[key] = bytes;
        }

        try
        {
            changes.Add(new DocumentChange(nodes, history.Number, history.ToState(throughFlush).ToByteArray()));
            file.Commit(changes);
        }
        catch
        {
            history.Chunks.Clear();
            foreach (var (key, bytes) in before)
            {
                history.Chunks[key] = bytes;
            }

            throw;
        }

        history.Additions.Clear();
        (history.ThroughFlush, history.IsChanged) = (throughFlush, false);
    }

    public static ChunkContent Read(DocumentFile file, NodeHistory history, bool averages, long period, Predicate<Series>? wanted = null)
    {
        var content = new ChunkContent();
        if (history.Chunks.ContainsKey((averages, period)))
        {
            var first = HistoryChunks.IdOf(period, history.Number, 0);
            foreach (var part in file.Scan(HistoryChunks.CollectionOf(averages), first, first | 0xFF))
            {
                HistoryChunks.Unpack(part.Payload, content, wanted);
            }
        }

        return content;
    }

    /// <summary>Removes what is past its time, then the eldest above the quota.</summary>
    public void LetGo(IReadOnlyCollection<NodeHistory> histories)
    {
        var chunks = histories
            .SelectMany(history => history.Chunks.Select(chunk => (History: history, chunk.Key, Bytes: chunk.Value.Sum(bytes => (long)bytes))))
            .OrderBy(chunk => chunk.Key.Period * HistoryChunks.PeriodMs(chunk.Key.Averages))
            .ToList();
        var total = chunks.Sum(chunk => chunk.Bytes);
        foreach (var (history, key, bytes) in chunks)
        {
            var end = (key.Period + 1) * HistoryChunks.PeriodMs(key.Averages);
            var keptFor = key.Averages ? settings.AveragesFor : settings.RawFor;

            // Readings that came late to an old hour are kept with it for one more fold, so that its averages are whole.
            var isPast = end < nowMs - keptFor.TotalMilliseconds && !history.Additions.ContainsKey(key.Period);
            if (isPast || total > settings.QuotaBytes)
            {
                Remove(history, key);
                total -= bytes;
            }
        }

        var earliest = nowMs - (long)settings.AveragesFor.TotalMilliseconds;
        foreach (var history in histories)
        {
            history.IsChanged |= history.Gaps.RemoveAll(gap => gap.ToWallMs < earliest) > 0;
        }
    }

    private void Remove(NodeHistory history, (bool Averages, long Period) key)
    {
        file.Commit([.. history.Chunks[key].Select((_, part) =>
            new DocumentChange(HistoryChunks.CollectionOf(key.Averages), HistoryChunks.IdOf(key.Period, history.Number, part), null))]);
        history.Chunks.Remove(key);
        history.IsChanged = true;
    }

    private static void Put(
        NodeHistory history, bool averages, long period, ChunkContent content, List<DocumentChange> changes, Dictionary<(bool, long), int[]> parts)
    {
        var packed = HistoryChunks.Pack(content);
        var before = history.Chunks.GetValueOrDefault((averages, period))?.Length ?? 0;
        for (var part = 0; part < Math.Max(before, packed.Count); part++)
        {
            changes.Add(new DocumentChange(
                HistoryChunks.CollectionOf(averages), HistoryChunks.IdOf(period, history.Number, part), part < packed.Count ? packed[part] : null));
        }

        parts[(averages, period)] = [.. packed.Select(bytes => bytes.Length)];
    }

    /// <summary>Makes the hour's averages anew from its raw readings. Where raw was let go before, averages that stand are kept.</summary>
    private void Average(NodeHistory history, long hour, ChunkContent raw, Dictionary<long, ChunkContent> days)
    {
        var day = hour * HistoryChunks.HourMs / HistoryChunks.DayMs;
        if (!days.TryGetValue(day, out var content))
        {
            days.Add(day, content = Read(file, history, averages: true, day));
        }

        var isWhole = (hour + 1) * HistoryChunks.HourMs >= nowMs - settings.RawFor.TotalMilliseconds;
        foreach (var (series, points) in raw.Columns)
        {
            var column = content.Column(series);
            if (isWhole)
            {
                column.RemoveAll(point => point.WallMs / HistoryChunks.HourMs == hour);
            }

            var standing = column.Select(point => point.WallMs).ToHashSet();
            column.AddRange(points.GroupBy(point => point.WallMs / HistoryChunks.BucketMs * HistoryChunks.BucketMs)
                .Where(bucket => !standing.Contains(bucket.Key))
                .Select(bucket => (bucket.Key, series.Kind == SeriesKind.Counter ? bucket.Last().Value : bucket.Average(point => point.Value))));
        }
    }

    private static void Sort(ChunkContent content)
    {
        foreach (var points in content.Columns.Values)
        {
            points.Sort((left, right) => left.WallMs.CompareTo(right.WallMs));
        }
    }
}
