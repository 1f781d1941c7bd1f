namespace Homelab.Domain.Thermal;

/// <summary>Where a temperature comes to rest. A body that is heated steadily nears it by the same share of what is left in each equal time.</summary>
/// <param name="IsSeen">It came to rest; otherwise it is where the curve leads.</param>
internal readonly record struct Equilibrium(double Celsius, bool IsSeen)
{
    /// <summary>It rests where it moves less than this in its last third, in kelvin an hour.</summary>
    private const double Rest = 1;

    /// <summary>A rise that has not slowed to this share of its first half does not tell where it ends.</summary>
    private const double Slowed = 0.8;

    /// <summary>What ends so far above its last third is on its way, whatever the third was like, in kelvin.</summary>
    private const double OnItsWay = 3;

    /// <summary>Less is no rise to extrapolate, in kelvin.</summary>
    private const double Least = 0.5;

    /// <summary>Null where the rise does not yet show its end.</summary>
    public static Equilibrium? Of(Track closed)
    {
        var (begin, end) = (closed.Values[0].At, closed.Values[^1].At);
        var length = end - begin;
        var last = closed.Between(end - length / 3, end);
        var rests = last.Values[^1].Value - last.Median <= OnItsWay;
        if (rests && Slope.Of(last) is { } slope && Math.Abs(slope.PerHour) < Rest)
        {
            return new(last.Values.Max(value => value.Value), IsSeen: true);
        }

        var around = length / 10;
        double At(DateTimeOffset moment) => closed.Between(moment - around, moment + around).Median ?? double.NaN;
        var (first, middle, latest) = (At(begin + around), At(begin + length / 2), At(end - around));
        var (early, late) = (middle - first, latest - middle);
        return early >= Least && late > 0 && late < Slowed * early ? new(first + early / (1 - late / early), IsSeen: false)
            : rests && late <= 0 ? new(closed.Values.Max(value => value.Value), IsSeen: true)
            : null;
    }
}
