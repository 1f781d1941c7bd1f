using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>What one node has used up of its limits, over all its streams: one that was ended for a flood and comes again finds the bucket as it left it. One stream at a time.</summary>
internal sealed class NodeTraffic(TrafficLimits limits, Moment now)
{
    public TrafficLimits Limits => limits;

    public TokenBucket PacedFrames { get; } = new(limits.PacedFramesPerSecond, limits.PacedBurst, now);

    public TokenBucket PacedBytes { get; } = new(limits.PacedBytesPerSecond, limits.PacedBytesBurst, now);

    public TokenBucket Unkeyed { get; } = new(limits.UnkeyedFramesPerSecond, limits.UnkeyedBurst, now);
}
