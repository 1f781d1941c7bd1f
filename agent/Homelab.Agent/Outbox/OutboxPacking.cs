using Google.Protobuf;
using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Agent.Outbox;

/// <summary>Frames to one self-contained document and back. A document's series numbers are its writer's; reading gives them new ones.</summary>
internal static class OutboxPacking
{
    public static byte[] Pack(IEnumerable<KeptFrame> frames)
    {
        var document = new OutboxDocument();
        var described = new HashSet<uint>();
        foreach (var frame in frames)
        {
            document.Frames.Add(frame.ToWire());
            foreach (var series in frame.Round?.Series ?? [])
            {
                if (described.Add(series.Number))
                {
                    document.Series.Add(series.Series.ToWire(series.Number));
                }
            }
        }

        return document.ToByteArray();
    }

    /// <summary>Null where the bytes are no such document. Its checksum was right, so only another program can have written them.</summary>
    public static List<KeptFrame>? Unpack(byte[] bytes, SeriesTable table, Moment now)
    {
        OutboxDocument document;
        try
        {
            document = OutboxDocument.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        var series = new Dictionary<uint, KnownSeries>();
        foreach (var description in document.Series)
        {
            if (description.ToDomain() is { } known)
            {
                series[description.Number] = table.Take(known, now);
            }
        }

        return [.. document.Frames.Where(frame => frame.Key is not null).Select(frame => Kept(frame, series))];
    }

    private static KeptFrame Kept(AgentFrame frame, Dictionary<uint, KnownSeries> series)
    {
        var id = FrameId.Of(frame.Key);
        if (frame.BodyCase != AgentFrame.BodyOneofCase.Readings)
        {
            frame.Key = null;
            return new KeptFrame { Id = id, Message = frame, WasEverSent = true };
        }

        var batch = frame.Readings;
        var samples = batch.Series.Zip(batch.Values)
            .Where(sample => series.ContainsKey(sample.First))
            .Select(sample => (Series: series[sample.First], sample.Second))
            .ToArray();
        return new KeptFrame
        {
            Id = id,
            WasEverSent = true,
            Round = new RecordedRound(
                batch.BoottimeNs,
                batch.WallMs,
                batch.ClockSynchronised,
                [.. samples.Select(sample => sample.Series)],
                [.. samples.Select(sample => sample.Second)],
                batch.Averaged ? Math.Max(1, batch.AveragedOverMs) : 0),
        };
    }
}
