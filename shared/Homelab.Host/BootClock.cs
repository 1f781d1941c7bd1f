using System.Runtime.InteropServices;
using Homelab.Domain;

namespace Homelab.Host;

/// <summary>
/// A TimeProvider whose timestamps are CLOCK_BOOTTIME (clock_gettime(2)) in nanoseconds: monotonic, and it runs on in suspend,
/// which the runtime's own stopwatch does not. The wall clock is the system's.
/// </summary>
public sealed partial class BootClock : TimeProvider
{
    private const int ClockBoottime = 7;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp()
    {
        if (ClockGetTime(ClockBoottime, out var time) != 0)
        {
            throw new PlatformNotSupportedException("This kernel has no CLOCK_BOOTTIME (Linux 2.6.39 and later have it).");
        }

        return checked(time.Seconds * 1_000_000_000 + time.Nanoseconds);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

public static class MomentClock
{
    /// <summary>The present moment by this clock's timestamps.</summary>
    public static Moment Now(this TimeProvider clock) =>
        new(checked((long)((Int128)clock.GetTimestamp() * 1_000_000_000 / clock.TimestampFrequency)));
}
