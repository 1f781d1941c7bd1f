using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Reports;

/// <summary>Where the lab file promises more than was seen, and nowhere else.</summary>
public class WhatTheLabFileShouldSay
{
    private static readonly LabConfig Rack = new()
    {
        Name = "rack",
        Feeds = [new FeedConfig { Name = "ups", Nut = new NutSource("ups", "hub"), DeclaredRuntime = TimeSpan.FromMinutes(20) }],
        Nodes = [new NodeConfig { Name = "nas", Feeds = ["ups"], Stop = TimeSpan.FromSeconds(20) }],
        Services = [new ServiceConfig { Name = "tank", On = ["nas"], Stop = TimeSpan.FromSeconds(10) }],
    };

    [Fact]
    public void A_stop_that_takes_longer_than_declared()
    {
        var change = Assert.Single(LabLessons.Of(Rack, StopRecord.Empty.With("nas", new StopSample(TimeSpan.FromSeconds(37), StopEvidence.AtLeast)), None));
        Assert.Equal(("nodes.nas.stop", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)), (change.Path, change.From, change.To));
        Assert.Equal("nas took 37s to stop (a stop took at least that), and 20s is declared", change.Why);
    }

    [Fact]
    public void A_service_too_by_its_slowest_instance()
    {
        var stops = StopRecord.Empty.With(ServiceStep.IdOf("tank", "nas"), new StopSample(TimeSpan.FromSeconds(25), StopEvidence.Seen));
        Assert.Equal(("services.tank.stop", TimeSpan.FromSeconds(25)), Assert.Single(LabLessons.Of(Rack, stops, None).Select(change => (change.Path, change.To))));
    }

    [Fact]
    public void Who_stops_sooner_than_it_says_does_no_harm() =>
        Assert.Empty(LabLessons.Of(Rack, StopRecord.Empty.With("nas", new StopSample(TimeSpan.FromSeconds(5), StopEvidence.Seen)), None));

    [Fact]
    public void A_runtime_that_was_proven_shorter()
    {
        var change = Assert.Single(LabLessons.Of(Rack, StopRecord.Empty, new Dictionary<string, BatteryRecord> { ["ups"] = Gave(minutes: 5, from: 1, to: 0.5) }));
        Assert.Equal(("feeds.ups.runtime", TimeSpan.FromMinutes(10)), (change.Path, change.To));
        Assert.Equal("ups gave 5m00s on 2026-11-25, which is 10m00s from full, and 20m00s is declared", change.Why);
    }

    [Theory]
    [InlineData(12, 1, 0.5)]
    [InlineData(1, 1, 0.9)]
    public void One_that_holds_or_that_nothing_was_proven_of_stays(double minutes, double from, double to) =>
        Assert.Empty(LabLessons.Of(Rack, StopRecord.Empty, new Dictionary<string, BatteryRecord> { ["ups"] = Gave(minutes, from, to) }));

    private static readonly Dictionary<string, BatteryRecord> None = [];

    private static BatteryRecord Gave(double minutes, double from, double to) => BatteryRecord.Empty with
    {
        Discharges =
        [
            new Discharge
            {
                Began = new DateTimeOffset(2026, 11, 25, 19, 0, 0, TimeSpan.Zero), End = DischargeEnd.MainsReturned, Duration = TimeSpan.FromMinutes(minutes), FromChargeRatio = from, ToChargeRatio = to,
            },
        ],
    };
}
