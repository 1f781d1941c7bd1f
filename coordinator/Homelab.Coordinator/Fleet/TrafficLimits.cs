namespace Homelab.Coordinator.Fleet;

/// <summary>How much one agent may send.</summary>
internal sealed record TrafficLimits(int PacedFramesPerSecond, int PacedBurst, int PacedBytesPerSecond, int PacedBytesBurst, int UnkeyedFramesPerSecond, int UnkeyedBurst)
{
    public static readonly TrafficLimits OfAnAgent = new(
        UplinkLimits.PacedFramesPerSecond, UplinkLimits.PacedBurst, UplinkLimits.PacedBytesPerSecond, UplinkLimits.PacedBytesBurst, UplinkLimits.UnkeyedFramesPerSecond, UplinkLimits.UnkeyedBurst);
}
