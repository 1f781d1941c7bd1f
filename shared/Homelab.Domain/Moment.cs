namespace Homelab.Domain;

/// <summary>
/// A point on one host's CLOCK_BOOTTIME (clock_gettime(2): monotonic, runs on in suspend), in nanoseconds.
/// Comparable only with moments of the same host and boot. Decisions use it; wall clocks are for display.
/// </summary>
public readonly record struct Moment(long Nanoseconds) : IComparable<Moment>
{
    public static readonly Moment Zero = new(0);

    /// <summary>Far enough to mean "no bound", near enough that adding a duration does not overflow.</summary>
    public static readonly Moment Never = new(long.MaxValue / 4);

    public static Moment FromSeconds(double seconds) => new((long)(seconds * 1e9));

    public double Seconds => Nanoseconds / 1e9;

    public int CompareTo(Moment other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static Moment operator +(Moment moment, TimeSpan span) => new(moment.Nanoseconds + span.Ticks * 100);

    public static Moment operator -(Moment moment, TimeSpan span) => new(moment.Nanoseconds - span.Ticks * 100);

    public static TimeSpan operator -(Moment left, Moment right) => TimeSpan.FromTicks((left.Nanoseconds - right.Nanoseconds) / 100);

    public static bool operator <(Moment left, Moment right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(Moment left, Moment right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(Moment left, Moment right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(Moment left, Moment right) => left.Nanoseconds >= right.Nanoseconds;

    public static Moment Min(Moment left, Moment right) => left < right ? left : right;

    public static Moment Max(Moment left, Moment right) => left > right ? left : right;

    public override string ToString() => $"boot+{Seconds:0.###}s";
}
