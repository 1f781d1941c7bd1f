using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Tests.Events;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Host;
using Homelab.Nut;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Feeds;

/// <summary>Beside Debian's own upsd: the command goes out once, and what the driver says of it is kept.</summary>
public sealed class AUpsTestsItself : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("selftests").FullName;
    private readonly HeardEvents _events = new();

    [Fact]
    public async Task When_its_hour_has_come_and_its_result_is_kept()
    {
        await using var driver = Driver("test.battery.start.quick");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var (board, tests, store) = await Ready(upsd.Port);
        await tests.Look();
        await tests.Look();
        Assert.Equal(["test.battery.start.quick"], driver.Given);
        Assert.NotNull(store.Of(Feed(upsd.Port))!.OpenTest);

        driver.Set("ups.status", "OB DISCHRG");
        driver.Set("ups.test.result", "In progress");
        await PolledUntil(board, upsd.Port, seen => seen.RawStatus == "OB DISCHRG");
        Assert.Equal(FeedCondition.OnLine, board.Of("u")!.Condition);
        driver.Set("ups.status", "OL CHRG");
        driver.Set("ups.test.result", "Done and error");
        await PolledUntil(board, upsd.Port, _ => board.BatteryOf("u").OpenTest is null);
        await tests.Look();
        Assert.Equal((SelfTestOutcome.Failed, "Done and error"), (store.Of(Feed(upsd.Port))!.Tests.Single().Outcome, store.Of(Feed(upsd.Port))!.Tests[0].Result));
        Assert.Equal(["SelfTestBegan", "SelfTestFailed"], _events.Codes);
    }

    [Fact]
    public async Task Not_where_its_driver_knows_no_such_test_and_that_is_said()
    {
        await using var driver = Driver("shutdown.return");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var (board, tests, _) = await Ready(upsd.Port);
        await tests.Look();
        Assert.Empty(driver.Given);
        Assert.Equal((SelfTestOutcome.Refused, "its driver lists no test.battery.start.quick"), (board.BatteryOf("u").Tests.Single().Outcome, board.BatteryOf("u").Tests[0].Result));
        Assert.Equal("SelfTestFailed", _events.Codes.Last());
    }

    [Fact]
    public async Task Also_where_nobody_says_whether_it_took_the_command()
    {
        await using var driver = Driver("test.battery.start.quick");
        driver.Outcome = null;
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var (board, tests, _) = await Ready(upsd.Port);
        await tests.Look();
        Assert.NotNull(board.BatteryOf("u").OpenTest);
        driver.Set("ups.status", "OB DISCHRG");
        await PolledUntil(board, upsd.Port, seen => seen.RawStatus == "OB DISCHRG");
        Assert.Equal(FeedCondition.OnLine, board.Of("u")!.Condition);
    }

    [Fact]
    public async Task Unasked_and_the_operator_reads_that_this_is_no_outage()
    {
        await using var driver = Driver("test.battery.start.quick");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var (board, _, _) = await Ready(upsd.Port);
        driver.Set("ups.test.result", "In progress");
        driver.Set("ups.status", "OB DISCHRG");
        await PolledUntil(board, upsd.Port, seen => seen.RawStatus == "OB DISCHRG");
        Assert.Equal((FeedCondition.OnLine, "It tests its battery by itself (In progress): this is no outage, for 60 s at most."), (board.Of("u")!.Condition, board.Of("u")!.Detail));
    }

    [Fact]
    public async Task Not_where_the_disk_does_not_keep_that_it_was_tried()
    {
        await using var driver = Driver("test.battery.start.quick");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var inTheWay = Path.Combine(_folder, "in-the-way");
        await File.WriteAllTextAsync(inTheWay, "", TestContext.Current.CancellationToken);
        var (board, tests, _) = await Ready(upsd.Port, folder: inTheWay);
        await tests.Look();
        Assert.Empty(driver.Given);
        Assert.Equal(SelfTestOutcome.Refused, board.BatteryOf("u").Tests.Single().Outcome);
        Assert.Equal(["SelfTestFailed"], _events.Codes);
    }

    [Fact]
    public async Task Not_in_observe_mode()
    {
        await using var driver = Driver("test.battery.start.quick");
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var (board, tests, _) = await Ready(upsd.Port, LabMode.Observe);
        await tests.Look();
        Assert.Empty(driver.Given);
        Assert.Empty(board.BatteryOf("u").Tests);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static PlayedDriver Driver(string command) => new(("ups.status", "OL"), ("battery.charge", "100"), ("ups.test.result", "Done and passed")) { Commands = [command] };

    private static FeedConfig Feed(int port) => new()
    {
        Name = "u", Nut = new NutSource(RealUpsd.Ups, "127.0.0.1", port), User = RealUpsd.User, Password = "secret:u",
        SelfTest = new SelfTestConfig { At = TimeOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime.AddMinutes(-10)) },
    };

    private async Task<(FeedBoard Board, SelfTests Tests, BatteryStore Store)> Ready(int port, LabMode mode = LabMode.Armed, string? folder = null)
    {
        var lab = new FixedLab(Feed(port));
        lab.Change(current => current with { Mode = mode, Policy = current.Policy with { Restart = new RestartPolicy { StableFor = TimeSpan.Zero } } });
        var board = new FeedBoard(lab, TimeProvider.System, NullLogger<FeedBoard>.Instance);
        var store = new BatteryStore(folder ?? _folder, NullLogger<BatteryStore>.Instance);
        var line = new UpsLine(lab, _ => RealUpsd.Password, TimeProvider.System, NullLogger<UpsLine>.Instance);
        await PolledUntil(board, port, seen => seen is { OnLineSince: not null, ChargeRatio: 1 });
        return (board, new SelfTests(lab, board, store, new OutageLog(), line, _events, TimeProvider.System), store);
    }

    private static async Task PolledUntil(FeedBoard board, int port, Func<FeedAssessment, bool> isSeen)
    {
        await using var poller = new FeedPoller(Feed(port) with { User = null }, null, TimeProvider.System);
        await Until.TrueAsync(
            async () =>
            {
                board.Observe("u", Feed(port).Nut!, await poller.PollAsync(TimeProvider.System.Now(), TestContext.Current.CancellationToken), TimeProvider.System.Now());
                return board.Of("u") is { } seen && isSeen(seen);
            },
            TimeSpan.FromSeconds(30), "the UPS to say so");
    }
}
