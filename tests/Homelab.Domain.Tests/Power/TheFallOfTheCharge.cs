using System.Collections.Immutable;
using CsCheck;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>Extrapolation against gauges as they are: steps, noise, jumps, and loads that change.</summary>
public sealed class TheFallOfTheCharge
{
    [Fact]
    public void Is_found_through_steps_and_noise() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Double[0.0003, 0.004], Gen.OneOf(0.001, 0.01, 0.02, 0.05), Gen.Double[0, 0.01]).Sample((seed, fall, step, noise) =>
        {
            var random = new Random(seed);
            var seconds = (int)(0.5 / fall);
            var found = DischargeSlope.FallPerSecond(Played(seconds, at => Gauge(1 - (fall * at), step, noise, random)));
            Assert.InRange(found ?? 0, fall * 0.7, fall * 1.6);
        });

    [Fact]
    public void Is_not_carried_away_by_one_jump_of_the_gauge() =>
        Gen.Select(Gen.Double[0.0005, 0.002], Gen.Double[0.1, 0.3], Gen.Double[0.2, 0.8]).Sample((fall, jump, where) =>
        {
            var seconds = (int)(0.5 / fall);
            for (var now = seconds / 2; now < seconds; now += 7)
            {
                var found = DischargeSlope.FallPerSecond(Played(now, at => Gauge(1 - (fall * at) - (at > where * seconds ? jump : 0), 0.01, 0, null)));
                Assert.InRange(found ?? 0, fall * 0.75, fall * 1.5);
            }
        });

    [Fact]
    public void Follows_a_load_that_has_grown_within_two_minutes() =>
        Gen.Select(Gen.Double[0.0003, 0.0008], Gen.Double[2, 4], Gen.Int[200, 600]).Sample((fall, grown, when) =>
        {
            double Truth(int at) => 1 - (fall * Math.Min(at, when)) - (fall * grown * Math.Max(0, at - when));
            var found = DischargeSlope.FallPerSecond(Played(when + 120, at => Gauge(Truth(at), 0.01, 0, null)));
            Assert.True(found >= fall * grown * 0.75, $"{found} of {fall * grown}");
        });

    private static double Gauge(double truth, double step, double noise, Random? random) =>
        Math.Clamp(Math.Floor((truth + (random is null ? 0 : (random.NextDouble() - 0.5) * 2 * noise)) / step) * step, 0, 1);

    private static ImmutableArray<ChargePoint> Played(int seconds, Func<int, double> charge)
    {
        ImmutableArray<ChargePoint> points = [];
        for (var at = 0; at <= seconds; at++)
        {
            points = DischargeSlope.Add(points, new ChargePoint(TimeSpan.FromSeconds(at), charge(at)));
        }

        return points;
    }
}
