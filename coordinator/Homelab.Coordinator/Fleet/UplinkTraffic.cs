using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>Holds one stream to the limits of number and form.</summary>
internal sealed class UplinkTraffic(NodeTraffic node)
{
    private readonly FrameRepair _repair = new();
    private int _series;

    public long Repaired => _repair.Count;

    /// <summary>How long to wait before the next frame is read: a replayed outbox is held back, not refused.</summary>
    public TimeSpan Pause(Moment now) =>
        TimeSpan.FromTicks(Math.Max(node.PacedFrames.UntilNext(now).Ticks, node.PacedBytes.UntilNext(now).Ticks));

    /// <summary>A refusal ends the stream; where <c>Passes</c> is false the frame is ignored.</summary>
    public (bool Passes, Refusal? Refusal) Check(AgentFrame frame, Moment now)
    {
        node.PacedFrames.TryTake(now);
        node.PacedBytes.Spend(frame.CalculateSize(), now);
        if (frame.BodyCase == AgentFrame.BodyOneofCase.Hello)
        {
            return (false, HelloCheck.Refusal("Protocol", "A second hello came on a stream that has one. Open a new stream instead."));
        }

        if (frame.BodyCase == AgentFrame.BodyOneofCase.Series)
        {
            if (++_series > UplinkLimits.SeriesPerStream)
            {
                return (false, HelloCheck.Refusal("Flood", $"More than {UplinkLimits.SeriesPerStream} series were described on one stream."));
            }
        }
        else if (frame.Key is null && !node.Unkeyed.TryTake(now))
        {
            return (false, HelloCheck.Refusal(
                "Flood", $"More than {node.Limits.UnkeyedFramesPerSecond} beats and answers a second came of one node; one a beat is expected."));
        }

        return (_repair.TryRepair(frame), null);
    }
}
