namespace Homelab.Contracts;

/// <summary>A span of time as a peer tells it: whatever it writes, the span stays within ten years, so that neither it nor a sum overflows.</summary>
internal static class WireSpan
{
    private const long MostMs = 10 * 31_536_000_000;

    public static TimeSpan Of(long milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, MostMs));
}
