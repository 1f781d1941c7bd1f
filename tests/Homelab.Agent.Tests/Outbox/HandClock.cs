using Microsoft.Extensions.Time.Testing;

namespace Homelab.Agent.Tests.Outbox;

/// <summary>A clock that moves by hand, whose CLOCK_BOOTTIME begins at a thousand seconds: counted from year 1 it would not fit a Moment.</summary>
internal sealed class HandClock : FakeTimeProvider
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public HandClock()
        : base(Noon)
    {
    }

    public override long GetTimestamp() => base.GetTimestamp() - Noon.Ticks + TimeSpan.TicksPerSecond * 1000;
}
