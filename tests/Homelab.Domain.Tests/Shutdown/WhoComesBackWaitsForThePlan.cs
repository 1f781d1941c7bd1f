using Homelab.Domain.Lab;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The plan of the last beat counted it as gone, so that nobody waits for its dependents: by that plan it is not ordered (P19, P20).</summary>
public class WhoComesBackWaitsForThePlan
{
    private static readonly LabConfig s_lab = LabOf(
        [Ups("u", "hub.lan"), Ups("v", "hub.lan")],
        [Hub("hub", 10, "v"), Node("old", 10, "u"), Node("web", 40, "u"), Node("nas", 10, "u"), Node("box", 10, "u")],
        [Service("site", ["web"], ["files"]), Service("page", ["old"], ["names"]), Service("names", ["nas"]), Service("files", ["nas", "box"]) with { Need = 1 }]);

    [Fact]
    public void Also_where_what_it_waited_for_in_that_plan_is_off()
    {
        var lab = new EngineHarness(s_lab, ("u", 300), ("v", 4000));
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(300);
        Assert.All(["old", "web", "nas", "box"], node => Assert.False(lab.Agent(node).IsRunning, $"{node} is on"));
        lab.Ups("u").Says["battery.runtime"] = "900";
        lab.Ups("u").Says["battery.charge"] = "80";
        lab.Agent("web").Boot();
        lab.RunUntil(305.3);
        lab.Agent("nas").Boot();
        lab.At(400, it => it.Ups("u").Says["battery.runtime"] = "150").RunUntil(600);
        var (web, nas) = (lab.Stops.Last(stop => stop.Node == "web"), lab.Stops.Last(stop => stop.Node == "nas"));
        Assert.True(lab.SecondsOf(web.At) > 300 && lab.SecondsOf(nas.At) > 300, $"web began to stop at {lab.SecondsOf(web.At)} and nas at {lab.SecondsOf(nas.At)}");
        Assert.True(nas.At >= web.At + TimeSpan.FromSeconds(40), $"nas began to stop {(nas.At - web.At).TotalSeconds:0.0} s after web");
    }
}
