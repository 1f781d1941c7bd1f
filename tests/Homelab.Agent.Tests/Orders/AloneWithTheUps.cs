using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Agent.Supplies;
using Homelab.Agent.Tests.Supplies;
using Homelab.Agent.Uplink;
using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Host;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Orders;

/// <summary>The power desk beside the loop that reads a UPS on a real socket, with nobody else to tell.</summary>
public sealed class AloneWithTheUps : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly BootClock _clock = new();
    private PowerDeskHarness _lab = null!;
    private readonly PlayedSupplies _laptop = new();
    private ScriptedUpsd _upsd = null!;
    private OwnFeeds _feeds = null!;
    private volatile string _status = "OL";
    private volatile int _runtime = 600;

    public async ValueTask InitializeAsync()
    {
        _upsd = ScriptedUpsd.Polite(request => request switch
        {
            "LIST VAR ups" => ScriptedReply.Text($"BEGIN LIST VAR ups\nVAR ups ups.status \"{_status}\"\nVAR ups battery.runtime \"{_runtime}\"\nEND LIST VAR ups\n"),
            _ => ScriptedReply.Text("ERR UNKNOWN-COMMAND\n"),
        });
        _lab = new PowerDeskHarness(clock: _clock);
        await _lab.Desk.StartAsync(TestContext.Current.CancellationToken);
        _feeds = new OwnFeeds(_lab.Desk, new FeedPollers(new NodeSupplies(new PowerSupplyReader(new SysRoot(_laptop.Root), _clock), null), new AgentIdentity("pi1", PowerDeskHarness.Boot, 1), _clock), _clock, NullLogger<OwnFeeds>.Instance);
        await _feeds.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _feeds.StopAsync(CancellationToken.None);
        await _lab.Desk.StopAsync(CancellationToken.None);
        await _upsd.DisposeAsync();
        _lab.Dispose();
        _laptop.Dispose();
    }

    [Fact]
    public void Nobody_reads_the_UPS_while_the_coordinator_answers()
    {
        using var lab = new PowerDeskHarness();
        Tell(lab.Desk);
        Answer(lab.Desk);
        Assert.Null(lab.Desk.ToWatch);
        lab.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(lab.Desk.ToWatch);
        lab.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(lab.Desk.ToWatch);
    }

    [Fact]
    public async Task A_lease_ends_when_the_UPS_is_steadily_on_line_by_its_own_reading()
    {
        Tell(_lab.Desk);
        Answer(_lab.Desk);
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromMinutes(5), feeds: "u"));
        await Until.TrueAsync(() => !HoldsLease(), Bound, "the lease ended");
        Assert.DoesNotContain(_upsd.Requests, line => line.StartsWith("USERNAME", StringComparison.Ordinal) || line.StartsWith("LOGIN", StringComparison.Ordinal));
        Assert.Empty(_lab.PowerOffs);
    }

    [Fact]
    public async Task A_lease_is_not_ended_beside_a_forced_shutdown_and_runs_out()
    {
        _status = "FSD OL";
        Tell(_lab.Desk);
        Answer(_lab.Desk);
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromSeconds(6), feeds: "u"));
        await Until.TrueAsync(() => _lab.PowerOffs.Count > 0, Bound, "the power-off");
        Assert.NotEmpty(_upsd.Requests);
        Assert.Equal([false], _lab.PowerOffs);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(10_000L, true)]
    public async Task By_a_UPS_on_battery_a_lease_ends_as_late_as_the_reserve_that_came_with_it_allows(long? reserve, bool stands)
    {
        (_status, _runtime) = ("OB DISCHRG", 40);
        Tell(_lab.Desk);
        Answer(_lab.Desk);
        var lease = PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromSeconds(20), feeds: "u");
        if (reserve is { } told)
        {
            lease.Lease.ReserveMs = told;
        }

        _lab.Desk.Handle(lease);
        await Until.TrueAsync(() => _lab.PowerOffs.Count > 0 || _upsd.Requests.Count > 20, Bound, "the node read its feed");
        Assert.Equal(stands, _lab.PowerOffs.Count == 0);
    }

    [Fact]
    public async Task A_UPS_on_battery_that_only_the_node_sees_gives_it_a_lease_that_outlives_the_process()
    {
        Tell(_lab.Desk);
        Answer(_lab.Desk);
        _status = "OB DISCHRG";
        await Until.TrueAsync(HoldsLease, Bound, "a lease of its own");

        _lab.Start(PowerDeskHarness.Boot);
        var hello = new Hello();
        _lab.Desk.Fill(hello);
        Assert.Equal("alone", hello.Lease.OutageId);
        Assert.False(hello.HasLeaseGrantedMs);
        Assert.NotNull(_lab.Desk.ToWatch);
    }

    [Fact]
    public async Task A_UPS_that_apcupsd_tells_of_is_read_as_well()
    {
        await using var apcupsd = PlayedNis.Start();
        apcupsd.Set(("STATUS", "ONBATT"), ("STATFLAG", "0x05060010"));
        Tell(_lab.Desk, new WatchedFeed { Name = "u", Source = FeedSourceKind.FeedSourceApcupsd, Host = "127.0.0.1", Port = apcupsd.Port });
        Answer(_lab.Desk);
        await Until.TrueAsync(HoldsLease, Bound, "a lease of its own");
        Assert.Empty(_upsd.Requests);
    }

    [Theory]
    [InlineData("pi1", true)]
    [InlineData("pi2", false)]
    public async Task A_battery_of_this_node_is_read_from_its_kernel_and_one_of_another_is_not(string node, bool isRead)
    {
        _laptop.Add("BAT0", ("type", "Battery"), ("status", "Discharging"), ("capacity", "80"));
        Tell(_lab.Desk, new WatchedFeed { Name = "u", Source = FeedSourceKind.FeedSourcePowerSupply, Ups = "BAT0", Host = node });
        Answer(_lab.Desk);
        await Until.TrueAsync(() => _lab.Desk.ToWatch is not null, Bound, "nobody else is heard");
        if (isRead)
        {
            await Until.TrueAsync(HoldsLease, Bound, "a lease of its own");
        }
        else
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _clock, TestContext.Current.CancellationToken);
            Assert.False(HoldsLease());
        }
    }

    [Fact]
    public void A_HAT_travels_to_the_agent_whole_and_one_that_it_does_not_know_is_not_read()
    {
        var hat = new HatSource("pi1") { Board = HatBoards.Find("generic"), Gauge = SensorChips.Find("max17048"), Mains = new InputConfig { Name = "mains", Line = "GPIO6", Pull = InputPull.Up }, Address = 0x36 };
        var wire = new AgentWatch { Feeds = [new FeedConfig { Name = "u", Hat = hat }] }.ToWire(null);
        Assert.Equal((FeedSourceKind.FeedSourceHat, "pi1"), (wire.Feeds[0].Source, wire.Feeds[0].Host));
        Assert.Equal(hat, Assert.Single(wire.FromWire("hub").Feeds).Source);

        wire.Feeds[0].Ups = "x999 bus=1";
        Assert.Null(Assert.Single(wire.FromWire("hub").Feeds).Source);
    }

    private bool HoldsLease()
    {
        var beat = new Beat { Number = 1 };
        _lab.Desk.Fill(beat);
        return beat.LeaseOutageId.Length > 0;
    }

    private static void Answer(PowerDesk desk) => desk.Handle(new CoordinatorFrame { BeatAnswer = new BeatAnswer { Number = 1, Fence = PowerDeskHarness.Fence(1) } });

    private void Tell(PowerDesk desk, WatchedFeed? feed = null) => desk.Handle(new CoordinatorFrame
    {
        Watch = new PowerWatch
        {
            Fence = PowerDeskHarness.Fence(1),
            Feeds = { feed ?? new WatchedFeed { Name = "u", Ups = "ups", Host = "127.0.0.1", Port = _upsd.Port } },
            Groups = { new Homelab.Contracts.V1.FeedGroup { Node = "pi1", Feeds = { "u" } } },
            BeatMs = 100,
            PollMs = 100,
            MaxAgeMs = 3000,
            DebounceMs = 1000,
            GraceMs = 1000,
            ReserveMs = 60_000,
            Armed = true,
        },
    });
}
