using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

public class TriggersBeginTheSequence
{
    [Fact]
    public void A_trigger_begins_the_order_now_and_keeps_it()
    {
        var lab = Outage(Harness(With(new TriggerConfig { ChargeRatio = 0.9 }), 3600)).RunUntil(1000);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);

        // 90 % after 360 s, then the debounce.
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 10 + 360 + 5, 10 + 360 + 5 + 4);
        Assert.Contains(lab.Journal, entry => entry.Transition == SequenceTransition.StepOrdered && entry.Detail.Contains("its limit is 90", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trigger_does_not_wait_for_the_grace()
    {
        var lab = Outage(Harness(With(new TriggerConfig { OnBattery = TimeSpan.FromSeconds(5) }), 3600)).RunUntil(300);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 15, 18);
    }

    [Fact]
    public void Heat_stops_the_lab_on_line_in_order_and_its_end_ends_the_outage()
    {
        var hot = Rack with { Policy = Rack.Policy with { Heat = new HeatPolicy(80, TimeSpan.FromSeconds(30), 1) } };
        var lab = Harness(hot, 3600);
        lab.At(10, it => it.Clock.Every(TimeSpan.FromSeconds(5), () =>
        {
            it.Feeds.Heat.Observe("nas", 95, it.Clock.Now);
            return it.IsCoordinatorUp;
        })).RunUntil(300);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 45, 50);
        Assert.Contains(lab.Journal, entry => entry.Transition == SequenceTransition.OutageOpened && entry.Detail.Contains("u given up: it is too hot: nas 95 C", StringComparison.Ordinal));
    }

    private static LabConfig With(TriggerConfig triggers) => Rack with { Feeds = [Ups("u", "hub.lan") with { Triggers = triggers }] };
}
