using Homelab.Coordinator.Feeds;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Feeds;

public sealed class WhatUpsesTaughtIsKept : IDisposable
{
    private static readonly FeedConfig s_rack = new() { Name = "rack", Nut = new NutSource("ups", "nas") };
    private static readonly FeedConfig s_desk = new() { Name = "desk", Nut = new NutSource("ups", "pi") };

    private readonly string _folder = Directory.CreateTempSubdirectory("feeds").FullName;

    [Fact]
    public void Everything_comes_back_as_it_was_for_each_feed()
    {
        var known = new BatteryRecord
        {
            Discharges =
            [
                new Discharge
                {
                    Began = new DateTimeOffset(2026, 3, 1, 2, 3, 4, TimeSpan.FromHours(1)), End = DischargeEnd.LowBattery, Duration = TimeSpan.FromSeconds(611.5),
                    FromChargeRatio = 1, ToChargeRatio = 0.3, LoadRatio = 0.4, LoadWatts = 212,
                },
            ],
            Open = new OpenDischarge { Began = DateTimeOffset.UnixEpoch, Duration = TimeSpan.FromSeconds(5), FromChargeRatio = 0.9, LoadSeconds = 2, SecondsWithLoad = 5, IsRecorded = true },
            Days = [new FeedDay(new DateOnly(2026, 3, 1), 1234.5, 86_400, 0.61)],
            BatteryDate = new DateOnly(2024, 5, 6),
            ReplacedAt = DateTimeOffset.UnixEpoch,
            EfficiencyRatio = 0.91,
            EfficiencySamples = 7,
            FullRecharge = TimeSpan.FromHours(4),
            Load = new LoadInWatts(212, "ups.realpower"),
            Tests = [new SelfTest(DateTimeOffset.UnixEpoch, SelfTestKind.Deep, SelfTestOutcome.Failed, "Done and error", new TestCourse { OnBattery = TimeSpan.FromSeconds(40), FromChargeRatio = 1, LeastVolts = 24.1 })],
            OpenTest = new OpenSelfTest(DateTimeOffset.UnixEpoch, SelfTestKind.Quick, "Done and passed") { HasRun = true, Lasted = TimeSpan.FromSeconds(3) },
        };
        using (var store = Open())
        {
            store.Keep([(s_rack, known), (s_desk, BatteryRecord.Empty with { EfficiencySamples = 3 })]);
        }

        using var again = Open();
        var back = again.Of(s_rack)!;
        Assert.Equal(known.Discharges, back.Discharges);
        Assert.Equal(known.Days, back.Days);
        Assert.Equal(known.Tests, back.Tests);
        Assert.Equal(known with { Discharges = [], Days = [], Tests = [] }, back with { Discharges = [], Days = [], Tests = [] });
        Assert.Equal(3, again.Of(s_desk)!.EfficiencySamples);
    }

    [Fact]
    public void A_record_of_a_version_that_knew_no_self_tests_is_read() =>
        Assert.Empty(BatteryCodec.Decode("""{"feed":"rack","ups":"ups@nas:3493","battery":{"discharges":[],"days":[],"efficiencySamples":3}}"""u8.ToArray())!.Battery.Tests);

    [Fact]
    public void Another_UPS_under_the_same_name_begins_afresh()
    {
        using (var store = Open())
        {
            store.Keep([(s_rack, BatteryRecord.Empty with { EfficiencySamples = 3 })]);
        }

        using var again = Open();
        Assert.Null(again.Of(s_rack with { Nut = new NutSource("ups2", "nas") }));
        Assert.Null(again.Of(s_desk));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_keeps_nobody_from_watching()
    {
        File.WriteAllText(Path.Combine(_folder, "plain"), "");
        using var store = new BatteryStore(Path.Combine(_folder, "plain", "deeper"), NullLogger<BatteryStore>.Instance);
        store.Keep([(s_rack, BatteryRecord.Empty with { EfficiencySamples = 3 })]);
        Assert.Null(store.Of(s_rack));
    }

    [Fact]
    public async Task A_board_goes_on_where_the_last_one_stopped()
    {
        var lab = new FixedLab(s_rack);
        using (var store = Open())
        {
            var (board, keeper) = Start(lab, store);
            await keeper.StartAsync(TestContext.Current.CancellationToken);
            for (var second = 0; second <= 20; second += 2)
            {
                board.Observe("rack", s_rack.Nut!, Answer(second, "OB", $"{100 - second}"), Moment.FromSeconds(second));
            }

            await keeper.StopAsync(TestContext.Current.CancellationToken);
        }

        using var reopened = Open();
        var (next, nextKeeper) = Start(lab, reopened);
        await nextKeeper.StartAsync(TestContext.Current.CancellationToken);
        var past = Assert.Single(next.BatteryOf("rack").Discharges);
        Assert.Equal((DischargeEnd.Unseen, TimeSpan.FromSeconds(20)), (past.End, past.Duration));
        await nextKeeper.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static (FeedBoard Board, BatteryKeeper Keeper) Start(FixedLab lab, BatteryStore store)
    {
        var board = new FeedBoard(lab, TimeProvider.System, NullLogger<FeedBoard>.Instance);
        return (board, new BatteryKeeper(lab, board, store, TimeProvider.System));
    }

    private static FeedAnswered Answer(double second, string status, string charge) => new(
        Moment.FromSeconds(second), UpsVariables.Read(new Dictionary<string, string> { ["ups.status"] = status, ["battery.charge"] = charge, ["ups.load"] = "30" }));

    private BatteryStore Open() => new(_folder, NullLogger<BatteryStore>.Instance);
}
