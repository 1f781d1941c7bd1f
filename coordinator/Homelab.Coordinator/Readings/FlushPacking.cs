using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>Batches to the document of one flush, and its rounds back.</summary>
internal static class FlushPacking
{
    public static FlushDocument Pack(IEnumerable<NodeBatch> batches)
    {
        var document = new FlushDocument();
        document.Nodes.AddRange(batches.Select(Pack));
        return document;
    }

    public static IEnumerable<IntakeRound> Rounds(NodeFlush flush)
    {
        var series = new Dictionary<uint, Series>();
        foreach (var description in flush.Series)
        {
            if (description.ToDomain() is { } known)
            {
                series[description.Number] = known;
            }
        }

        foreach (var round in flush.Rounds)
        {
            var samples = round.Series.Zip(round.Values).Where(sample => series.ContainsKey(sample.First)).ToArray();
            yield return new IntakeRound(
                round.WallMs,
                round.Estimated,
                round.Averaged,
                [.. samples.Select(sample => series[sample.First])],
                [.. samples.Select(sample => sample.Second)]);
        }
    }

    private static NodeFlush Pack(NodeBatch batch)
    {
        var flush = new NodeFlush { Node = batch.Node };
        var numbers = new Dictionary<Series, uint>();
        foreach (var frame in batch.Frames)
        {
            if (frame.Round is { Values.Length: > 0 } round)
            {
                flush.Rounds.Add(Pack(round, numbers));
            }
            else if (frame.Gap is { } gap)
            {
                flush.Gaps.Add(gap);
            }
            else if (frame.Event is { } said)
            {
                flush.Events.Add(said);
            }
        }

        flush.Gaps.AddRange(batch.Gaps);
        flush.Series.AddRange(numbers.Select(pair => pair.Key.ToWire(pair.Value)));
        flush.Incarnations.AddRange(batch.RunsAfter());
        return flush;
    }

    private static StoredRound Pack(IntakeRound round, Dictionary<Series, uint> numbers)
    {
        var stored = new StoredRound { WallMs = round.WallMs, Estimated = round.IsEstimated, Averaged = round.IsAveraged };
        stored.Values.AddRange(round.Values);
        foreach (var series in round.Series)
        {
            if (!numbers.TryGetValue(series, out var number))
            {
                numbers.Add(series, number = (uint)numbers.Count + 1);
            }

            stored.Series.Add(number);
        }

        return stored;
    }
}
