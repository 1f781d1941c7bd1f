using Homelab.Contracts.V1;

namespace Homelab.Agent.Outbox;

/// <summary>What makes a kept frame unique on its node.</summary>
internal readonly record struct FrameId(string BootId, ulong Incarnation, ulong Sequence)
{
    public static FrameId Of(FrameKey key) => new(key.BootId, key.Incarnation, key.Sequence);

    public bool IsSameRun(FrameId other) => Incarnation == other.Incarnation && BootId == other.BootId;

    public FrameKey ToWire() => new() { BootId = BootId, Incarnation = Incarnation, Sequence = Sequence };
}
