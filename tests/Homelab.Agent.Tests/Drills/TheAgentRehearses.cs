using Homelab.Agent.Collectors;
using Homelab.Agent.Drills;
using Homelab.Agent.Orders;
using Homelab.Agent.Supplies;
using Homelab.Agent.Tests.Orders;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Host;
using Homelab.Host.Bus;
using Homelab.Shared.Tests.Host.Bus;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Drills;

/// <summary>A question of the coordinator's, a real dbus-daemon with a played logind and systemd on it, and a UPS: the agent looks and stops nothing.</summary>
public sealed class TheAgentRehearses : IFrameOutlet, IDisposable
{
    private readonly RealBus _bus = new();
    private readonly BootClock _clock = new();
    private readonly PowerDeskHarness _power;
    private readonly List<string> _called = [];
    private readonly List<AgentFrame> _posted = [];

    public TheAgentRehearses() => _power = new PowerDeskHarness(clock: _clock, mode: PowerOffMode.Logind);

    [Fact]
    public async Task With_what_it_found_and_without_stopping_anything()
    {
        await using var upsd = ScriptedUpsd.Polite(request => ScriptedReply.Text(request.StartsWith("LIST VAR", StringComparison.Ordinal)
            ? "BEGIN LIST VAR ups\nVAR ups ups.status \"OL\"\nEND LIST VAR ups\n"
            : "ERR UNKNOWN-COMMAND\n"));
        _power.Desk.Handle(new CoordinatorFrame
        {
            Watch = new PowerWatch
            {
                Fence = PowerDeskHarness.Fence(1),
                Feeds = { new WatchedFeed { Name = "rack", Ups = "ups", Host = "127.0.0.1", Port = upsd.Port } },
                Groups = { new FeedGroup { Node = "pi1", Feeds = { "rack" } } },
            },
        });
        var items = await Rehearse(logind: "yes", watcher: "active");
        Assert.Equal(["power off", "lease watcher", "units", "clock", "feed rack", "stop"], items.Select(item => item.Name));
        Assert.All(items.Where(item => item.Name != "clock"), item => Assert.Equal((item.Name, DrillVerdict.DrillOk), (item.Name, item.Verdict)));
        Assert.All(_called, member => Assert.Contains(member, new[] { "CanPowerOff", "ListUnitsByNames", "Get" }));
        Assert.Empty(_power.PowerOffs);
    }

    [Fact]
    public async Task And_says_what_would_keep_it_on()
    {
        _power.Desk.Handle(PowerDeskHarness.Watch(TimeSpan.FromMinutes(7)));
        var items = await Rehearse(logind: "challenge", watcher: "inactive");
        Assert.Equal(["power off", "lease watcher", "homelab-late"], items.Where(item => item.Verdict == DrillVerdict.DrillFails).Select(item => item.Name));
        Assert.Equal(DrillVerdict.DrillUnknown, Assert.Single(items, item => item.Name == "own feeds").Verdict);
    }

    [Theory]
    [InlineData("755", DrillVerdict.DrillOk)]
    [InlineData("644", DrillVerdict.DrillFails)]
    public async Task And_whether_the_hook_of_the_last_moment_can_run_P26(string mode, DrillVerdict expected)
    {
        _power.Desk.Handle(PowerDeskHarness.Watch(TimeSpan.FromMinutes(7)));
        var hook = Path.Combine(_power.Folder, "homelab-late");
        await File.WriteAllTextAsync(hook, "#!/bin/sh\n", TestContext.Current.CancellationToken);
        await Command.RunAsync("chmod", [mode, hook], cancellation: TestContext.Current.CancellationToken);
        var items = await Rehearse(logind: "yes", watcher: "active", hook);
        Assert.Equal(expected, Assert.Single(items, item => item.Name == "homelab-late").Verdict);
    }

    void IFrameOutlet.Post(AgentFrame frame) => _posted.Add(frame);

    public void Dispose()
    {
        _power.Dispose();
        _bus.Dispose();
    }

    private async Task<IReadOnlyList<DrillItem>> Rehearse(string logind, string watcher, string lateHook = "/nowhere/homelab-late")
    {
        using var login = new PlayedService(_bus.Socket, "org.freedesktop.login1", call => Noted(call, PlayedAnswer.Of("s", new WireWriter().Text(logind))));
        using var systemd = new PlayedService(_bus.Socket, "org.freedesktop.systemd1", call => Noted(call, call.Member == "Get"
            ? PlayedAnswer.Of("v", new WireWriter().Signature("t").LongNumber(90_000_000))
            : PlayedAnswer.Of("a(ssssssouso)", new WireWriter().Array(rows =>
            {
                Row(rows, "caddy.service", "active");
                Row(rows, "homelab-lease.path", watcher);
            }))));
        using var bus = new SystemBus(_bus.Socket, _clock);
        var settings = new OrdersSettings(PowerDeskHarness.Boot, _power.Folder, _power.Folder, MayPowerOff: true, PowerOffMode.Logind) { LateHook = lateHook };
        var pollers = new FeedPollers(new NodeSupplies(new PowerSupplyReader(new SysRoot("/"), _clock), null), new AgentIdentity("pi1", PowerDeskHarness.Boot, 1), _clock);
        var look = new NodeLook(settings, _power.Desk, new Logind(bus), new SystemdUnits(bus), new UnitList(new SysRoot("/"), isRoot: true), pollers, new SysRoot("/"), _clock);
        var desk = new DrillDesk(look, _clock, NullLogger<DrillDesk>.Instance, new Lazy<IFrameOutlet>(this));
        var question = new DrillQuestion { DrillId = "rehearsal-1-1", Units = { "caddy.service" }, StopMs = 90_000, SentWallMs = _clock.GetUtcNow().ToUnixTimeMilliseconds() };
        Assert.Empty(desk.Handle(new CoordinatorFrame { DrillQuestion = question }));
        await desk.Last;
        var answer = Assert.Single(_posted).DrillAnswer;
        Assert.Equal("rehearsal-1-1", answer.DrillId);
        return answer.Items;
    }

    private PlayedAnswer Noted(PlayedCall call, PlayedAnswer answer)
    {
        lock (_called)
        {
            _called.Add(call.Member);
        }

        return answer;
    }

    private static void Row(WireWriter rows, string name, string active) => rows.Align(8)
        .Text(name).Text("a description").Text("loaded").Text(active).Text("sub").Text("").Text("/unit").Number(0).Text("").Text("/");
}
