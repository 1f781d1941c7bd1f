using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Tests;

/// <summary>A small lab that everybody can follow: web needs db, db needs nas; the coordinator and the upsd run on hub.</summary>
internal static class Rack
{
    public static readonly LabConfig Lab = new()
    {
        Name = "rack",
        Mode = LabMode.Armed,
        Feeds = [new FeedConfig { Name = "ups", Nut = new NutSource("ups", "hub"), DeclaredRuntime = TimeSpan.FromMinutes(8) }],
        Switches = [new SwitchConfig { Name = "core", Feeds = ["ups"] }],
        Nodes = [Node("hub", 15) with { IsCoordinator = true, Start = StartMethod.Power }, Node("web", 60), Node("db", 20), Node("nas", 30)],
        Services = [Service("site", "web", "sql"), Service("sql", "db", "files"), Service("files", "nas")],
    };

    /// <summary>Its UPS is cut with return, and all of it starts with the power.</summary>
    public static readonly LabConfig Cut = Lab with
    {
        Feeds = [.. Lab.Feeds.Select(feed => feed with { Cut = CutMode.Return, User = "homelab", Password = "secret:ups" })],
        Nodes = [.. Lab.Nodes.Select(node => node with { Start = StartMethod.Power })],
        Policy = Lab.Policy with { Restart = new RestartPolicy { StableFor = TimeSpan.FromSeconds(30), ChargeRatio = 0.1, GateAtMost = TimeSpan.FromMinutes(2) } },
    };

    /// <summary>A second UPS carries the coordinator; what hangs on the first one is read by its nas, and nothing of it starts with the power.</summary>
    public static readonly LabConfig Attic = new()
    {
        Name = "attic",
        Mode = LabMode.Armed,
        Feeds = [new FeedConfig { Name = "rack", Nut = new NutSource("ups", "nas.lan") }, new FeedConfig { Name = "desk", Nut = new NutSource("ups", "hub.lan") }],
        Switches = [new SwitchConfig { Name = "core", Feeds = ["desk"] }],
        Nodes = [Node("hub", 15) with { Feeds = ["desk"], IsCoordinator = true, Start = StartMethod.Power }, Woken("web", 60, 1), Woken("nas", 30, 2)],
        Services = [Service("site", "web", "files"), Service("files", "nas")],
        Policy = Cut.Policy,
    };

    public static SimulatedLab Play(SimulationPorts ports, LabConfig lab, double end, params OutageEvent[] events) =>
        new(lab, new OutageScript([At(10, OutageAct.LosesMains, "ups"), .. events, At(end, OutageAct.Ends)]), seed: 1, ports);

    public static SimulatedLab Play(SimulationPorts ports, params OutageEvent[] events) =>
        new(Lab, new OutageScript([At(10, OutageAct.LosesMains, "ups"), .. events, At(900, OutageAct.Ends)]), seed: 1, ports);

    public static OutageEvent At(double seconds, OutageAct act, string subject = "", double span = 0, double ratio = 0) =>
        new(TimeSpan.FromSeconds(seconds), act, subject, TimeSpan.FromSeconds(span), ratio);

    private static NodeConfig Node(string name, int stop) => new() { Name = name, Feeds = ["ups"], Switch = "core", Stop = TimeSpan.FromSeconds(stop) };

    private static NodeConfig Woken(string name, int stop, int mac) => Node(name, stop) with { Feeds = ["rack"], Start = StartMethod.WakeOnLan($"02:00:00:00:00:0{mac}") };

    private static ServiceConfig Service(string name, string on, params string[] needs) => new() { Name = name, On = [on], Needs = [.. needs] };
}
