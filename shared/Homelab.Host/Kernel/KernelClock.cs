using System.Runtime.InteropServices;

namespace Homelab.Host.Kernel;

/// <summary>The state of the kernel's clock discipline (adjtimex(2)), read only.</summary>
/// <param name="Synchronised">The kernel does not report TIME_ERROR: something disciplines this clock.</param>
/// <param name="OffsetSeconds">Offset that remains to be corrected.</param>
/// <param name="FrequencyRatio">Correction of the local oscillator, 1 without one.</param>
/// <param name="Status">The STA_* bits.</param>
/// <param name="TaiOffsetSeconds">TAI minus UTC as the kernel was told.</param>
public readonly record struct KernelClockReport(
    bool Synchronised,
    double OffsetSeconds,
    double FrequencyRatio,
    double MaximumErrorSeconds,
    double EstimatedErrorSeconds,
    int Status,
    double LoopTimeConstant,
    double TickSeconds,
    double TaiOffsetSeconds);

public static partial class KernelClock
{
    private const int TimeError = 5;
    private const int StatusNanoseconds = 0x2000;

    /// <summary>Reads the clock's state; false where the kernel refuses (a seccomp filter, another kernel).</summary>
    public static bool TryRead(out KernelClockReport report)
    {
        var timex = default(Timex);
        int state;
        try
        {
            state = AdjustTime(ref timex);
        }
        catch (EntryPointNotFoundException)
        {
            state = -1;
        }

        if (state < 0)
        {
            report = default;
            return false;
        }

        var divisor = (timex.Status & StatusNanoseconds) != 0 ? 1e9 : 1e6;
        report = new KernelClockReport(
            state != TimeError,
            timex.Offset / divisor,
            1 + timex.Frequency / (1e6 * 65536),
            timex.MaximumError / 1e6,
            timex.EstimatedError / 1e6,
            timex.Status,
            timex.Constant,
            timex.Tick / 1e6,
            timex.Tai);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjustTime(ref Timex timex);

    /// <summary>struct timex of 64-bit Linux (linux/timex.h): 208 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 208)]
    private struct Timex
    {
        public uint Modes;
        public nint Offset;
        public nint Frequency;
        public nint MaximumError;
        public nint EstimatedError;
        public int Status;
        public nint Constant;
        public nint Precision;
        public nint Tolerance;
        public nint TimeSeconds;
        public nint TimeFraction;
        public nint Tick;
        public nint PulseFrequency;
        public nint Jitter;
        public int Shift;
        public nint Stability;
        public nint JitterCount;
        public nint CalibrationCount;
        public nint ErrorCount;
        public nint StabilityCount;
        public int Tai;
    }
}
