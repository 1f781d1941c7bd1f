using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>A leaky bucket: how fast one agent may send.</summary>
internal sealed class FrameRate
{
    /// <summary>An outbox that is replayed comes in a burst, so the bucket is deep.</summary>
    private const double Burst = 20_000;

    private const double FramesPerSecond = 2_000;

    private double _level;
    private Moment _last;

    /// <summary>False where this frame is one too many.</summary>
    public bool Admits(Moment now)
    {
        _level = Math.Max(0, _level - (now - _last).TotalSeconds * FramesPerSecond);
        _last = now;
        return ++_level <= Burst;
    }
}
