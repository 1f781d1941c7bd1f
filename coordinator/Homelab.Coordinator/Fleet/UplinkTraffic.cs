using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>Holds one stream to the limits of number and form.</summary>
internal sealed class UplinkTraffic(TrafficLimits limits, Moment now)
{
    private readonly TokenBucket _paced = new(limits.PacedFramesPerSecond, limits.PacedBurst, now);
    private readonly TokenBucket _unkeyed = new(limits.UnkeyedFramesPerSecond, limits.UnkeyedBurst, now);
    private readonly FrameRepair _repair = new();
    private int _series;

    public long Repaired => _repair.Count;

    /// <summary>How long to wait before the next frame is read: a replayed outbox is held back, not refused.</summary>
    public TimeSpan Pause(Moment now) => _paced.UntilNext(now);

    /// <summary>A refusal ends the stream; where <c>Passes</c> is false the frame is ignored.</summary>
    public (bool Passes, Refusal? Refusal) Check(AgentFrame frame, Moment now)
    {
        _paced.TryTake(now);
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
        else if (frame.Key is null && !_unkeyed.TryTake(now))
        {
            return (false, HelloCheck.Refusal(
                "Flood", $"More than {limits.UnkeyedFramesPerSecond} beats and answers a second came on one stream; one a beat is expected."));
        }

        return (_repair.TryRepair(frame), null);
    }
}
