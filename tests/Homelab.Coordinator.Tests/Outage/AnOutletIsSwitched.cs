using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Tests.Events;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>The coordinator's end of a start by an outlet (P28) beside Debian's own upsd.</summary>
public sealed class AnOutletIsSwitched
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly HeardEvents _events = new();

    [Fact]
    public async Task Off_then_on_after_the_pause()
    {
        await using var driver = Driver("outlet.2.load.off", "outlet.2.load.on");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var began = TimeProvider.System.GetTimestamp();
        var answer = await AskAsync(upsd.Port, OutletAct.Cycle);
        Assert.Equal((OutletAct.Cycle, true), (answer.Act, answer.IsTaken));
        Assert.Equal(["outlet.2.load.off", "outlet.2.load.on"], driver.Given);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), OutletStart.Pause, Bound);
    }

    [Fact]
    public async Task By_the_UPS_itself_where_it_only_knows_to_cycle()
    {
        await using var driver = Driver("outlet.2.load.cycle");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        Assert.True((await AskAsync(upsd.Port, OutletAct.Cycle)).IsTaken);
        Assert.Equal(["outlet.2.load.cycle"], driver.Given);
    }

    [Fact]
    public async Task On_alone_where_nothing_says_that_its_node_is_off()
    {
        await using var driver = Driver("outlet.2.load.off", "outlet.2.load.on");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        Assert.True((await AskAsync(upsd.Port, OutletAct.On)).IsTaken);
        Assert.Equal(["outlet.2.load.on"], driver.Given);
    }

    [Fact]
    public async Task On_again_where_the_driver_fails_at_the_off_and_the_failure_is_named()
    {
        await using var driver = Driver("outlet.2.load.off", "outlet.2.load.on");
        driver.Outcome = 3;
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await AskAsync(upsd.Port, OutletAct.Cycle);
        Assert.Equal((OutletAct.Cycle, false, "outlet.2.load.off failed (Failed)"), (answer.Act, answer.IsTaken, answer.Detail));
        Assert.Equal("outlet.2.load.on", driver.Given.Last());
        Assert.Contains("OutletRefused", _events.Codes);
    }

    [Fact]
    public async Task Off_and_not_on_again_is_a_failure_that_says_so()
    {
        await using var driver = Driver("outlet.2.load.off", "outlet.2.load.on");
        driver.Fails = "outlet.2.load.on";
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await AskAsync(upsd.Port, OutletAct.Cycle);
        Assert.Equal((OutletAct.Cycle, false, "it went off, and may still be off: outlet.2.load.on failed (Failed)"), (answer.Act, answer.IsTaken, answer.Detail));
        Assert.Contains("OutletRefused", _events.Codes);
    }

    [Fact]
    public async Task Not_at_all_where_the_driver_knows_no_such_outlet()
    {
        await using var driver = Driver("shutdown.return");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        Assert.Equal((false, "its driver lists no outlet.2.load.cycle"), (await AskAsync(upsd.Port, OutletAct.Cycle) is var answer && answer.IsTaken, answer.Detail));
        Assert.Empty(driver.Given);
    }

    [Fact]
    public async Task Not_at_all_where_nobody_is_there()
    {
        var answer = await AskAsync(FreePort.Next(), OutletAct.On);
        Assert.False(answer.IsTaken);
        Assert.Contains("refuses connections", answer.Detail, StringComparison.Ordinal);
    }

    private static PlayedDriver Driver(params string[] commands) => new(("ups.status", "OL"), ("outlet.2.status", "on")) { Commands = commands };

    private async Task<OutletAnswer> AskAsync(int port, OutletAct act)
    {
        var answered = new TaskCompletionSource<OutageInput.OutletAnswered>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outlets = new OutletSwitch(AUpsIsTold.Line(port), _events, TimeProvider.System);
        outlets.Answered += answered.SetResult;
        outlets.Begin(new OutageEffect.SwitchOutlet("web", new OutletPlace("u", 2), act));
        var heard = await answered.Task.WaitAsync(Bound, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal("web", heard.Node);
        return heard.Answer;
    }
}
