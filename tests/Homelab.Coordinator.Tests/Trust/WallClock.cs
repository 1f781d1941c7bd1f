namespace Homelab.Coordinator.Tests.Trust;

/// <summary>A wall clock that is set; what elapses is this machine's.</summary>
internal sealed class WallClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
