using Microsoft.Extensions.Time.Testing;

namespace Homelab.TestKit.Waiting;

/// <summary>
/// A clock that moves by hand, whose CLOCK_BOOTTIME begins at a thousand seconds. <see cref="FakeTimeProvider"/> counts it from the year 1, which does not fit a
/// <see cref="Homelab.Domain.Moment"/>: whatever waits for ever would not wait.
/// </summary>
public class HandClock(DateTimeOffset wall) : FakeTimeProvider(wall)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly long _boot = wall.Ticks - TimeSpan.TicksPerSecond * 1000;

    public HandClock()
        : this(Noon)
    {
    }

    public override long GetTimestamp() => base.GetTimestamp() - _boot;
}
