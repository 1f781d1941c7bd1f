using static Homelab.Domain.Tests.Shutdown.AnAgentAlone;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The grace of an agent that is alone, on a battery that does not outlast it (ADR 0019).</summary>
public class AloneTheGraceGivesWay
{
    [Theory]
    [InlineData(100, 260)] // The grace is over at 230, a stop takes 25 s, and the battery ends at 300: after the grace there is time.
    [InlineData(50, 150)] // It ends at 250 and before such a stop would: in its place in the order, which is now.
    public void A_grace_that_the_battery_does_not_outlast_is_not_waited_for(double runtime, double start)
    {
        var watch = OneUps with { Reserve = TimeSpan.FromSeconds(runtime == 100 ? 40 : 100), Stop = TimeSpan.FromSeconds(25), Policy = OneUps.Policy with { Grace = TimeSpan.FromSeconds(30) } };
        Assert.Equal(At(start), Read(Alone(watch), 200, OnBattery("u", 200, runtime)).State.Lease!.Expiry);
    }

    [Fact]
    public void By_an_old_reading_nobody_gives_up_the_grace()
    {
        var watch = OneUps with { Stop = TimeSpan.FromSeconds(25), Policy = OneUps.Policy with { Grace = TimeSpan.FromSeconds(30) } };
        Assert.Equal(At(230), Read(Alone(watch), 200, OnBattery("u", 150, runtime: 60)).State.Lease!.Expiry);
    }

    [Fact]
    public void A_short_outage_stops_nobody_also_where_the_order_does_not_fit_I3() =>
        Assert.Equal(At(230), Read(Leased(OneUps with { Stop = TimeSpan.FromSeconds(25) }, "u"), 200, OnBattery("u", 200, runtime: 60)).State.Lease!.Expiry);

    [Fact]
    public void Nor_where_nobody_told_what_its_stop_takes() =>
        Assert.Equal(At(230), Read(Leased(OneUps, "u"), 200, OnBattery("u", 200, runtime: 5)).State.Lease!.Expiry);
}
