using Google.Protobuf;
using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>Points of all series of a node in one period, unpacked: sorted by time.</summary>
internal sealed class ChunkContent
{
    public Dictionary<Series, List<(long WallMs, double Value)>> Columns { get; } = [];

    public List<WallSpan> Estimated { get; } = [];

    public List<(long WallMs, double Value)> Column(Series series)
    {
        if (!Columns.TryGetValue(series, out var points))
        {
            Columns.Add(series, points = []);
        }

        return points;
    }
}

/// <summary>
/// Chunks to documents and back. A chunk that would be too large for one document (LiteDB holds 16 MiB) is split by series. Ids are
/// period, node, part, so that the eldest are the smallest.
/// </summary>
internal static class HistoryChunks
{
    public const string Raw = "raw";
    public const string Averages = "averages";
    public const long HourMs = 3_600_000;
    public const long DayMs = 24 * HourMs;
    public const long BucketMs = 300_000;

    private const int PartBytes = 4 << 20;
    private const int MaximumParts = 256;

    public static string CollectionOf(bool averages) => averages ? Averages : Raw;

    public static long PeriodMs(bool averages) => averages ? DayMs : HourMs;

    public static long IdOf(long period, uint node, int part) => period << 24 | (long)node << 8 | (uint)part;

    public static List<byte[]> Pack(ChunkContent content)
    {
        var parts = new List<byte[]>();
        var chunk = new HistoryChunk();
        chunk.Estimated.AddRange(content.Estimated);
        var bytes = 0;
        foreach (var (series, points) in content.Columns)
        {
            var packed = PackedColumn.Of(points);
            chunk.Columns.Add(new ChunkColumn { Series = series.ToWire(0), Packed = ByteString.CopyFrom(packed.Bytes) });
            bytes += packed.Bytes.Length;
            if (bytes > PartBytes && parts.Count < MaximumParts - 1)
            {
                parts.Add(chunk.ToByteArray());
                (chunk, bytes) = (new HistoryChunk(), 0);
            }
        }

        parts.Add(chunk.ToByteArray());
        return parts;
    }

    public static void Unpack(ReadOnlySpan<byte> part, ChunkContent into, Predicate<Series>? wanted = null)
    {
        var chunk = HistoryChunk.Parser.ParseFrom(part);
        into.Estimated.AddRange(chunk.Estimated);
        foreach (var column in chunk.Columns)
        {
            if (column.Series.ToDomain() is { } series && (wanted is null || wanted(series)))
            {
                into.Column(series).AddRange(PackedColumn.Read(column.Packed.Span));
            }
        }
    }
}
