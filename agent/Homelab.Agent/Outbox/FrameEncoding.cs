using Homelab.Contracts.Readings;
using Homelab.Contracts.V1;

namespace Homelab.Agent.Outbox;

/// <summary>Kept frames to the wire's and the outbox's form, under the numbers that the agent's table gave.</summary>
internal static class FrameEncoding
{
    public static AgentFrame ToWire(this KeptFrame frame)
    {
        var wire = frame switch
        {
            { Round: { } round } => new AgentFrame { Readings = ToWire(round) },
            { Lost: { } lost } => new AgentFrame { Gap = ToWire(lost) },
            _ => frame.Message!.Clone(),
        };
        wire.Key = frame.Id.ToWire();
        return wire;
    }

    private static ReadingBatch ToWire(RecordedRound round)
    {
        var batch = new ReadingBatch
        {
            BoottimeNs = round.BoottimeNs,
            WallMs = round.WallMs,
            ClockSynchronised = round.ClockSynchronised,
            Averaged = round.IsAveraged,
            AveragedOverMs = round.AveragedOverMs,
        };
        batch.Values.AddRange(round.Values);
        foreach (var series in round.Series)
        {
            batch.Series.Add(series.Number);
        }

        return batch;
    }

    private static GapReport ToWire(LostSpan lost)
    {
        var gap = new GapReport
        {
            BootId = lost.First.BootId,
            Incarnation = lost.First.Incarnation,
            FirstSequence = lost.First.Sequence,
            LastSequence = lost.Last,
            FromWallMs = lost.FromWallMs,
            ToWallMs = lost.ToWallMs,
            Reason = lost.Reason,
        };
        gap.Series.AddRange(lost.Series.Select(series => series.Series.ToWire(series.Number)));
        return gap;
    }
}
