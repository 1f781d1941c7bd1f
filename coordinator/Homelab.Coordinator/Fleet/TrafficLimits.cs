namespace Homelab.Coordinator.Fleet;

/// <summary>How many frames one stream may send.</summary>
internal sealed record TrafficLimits(int PacedFramesPerSecond, int PacedBurst, int UnkeyedFramesPerSecond, int UnkeyedBurst)
{
    public static readonly TrafficLimits OfAnAgent = new(UplinkLimits.PacedFramesPerSecond, UplinkLimits.PacedBurst, UplinkLimits.UnkeyedFramesPerSecond, UplinkLimits.UnkeyedBurst);
}
