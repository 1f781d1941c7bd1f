using Homelab.Contracts.V1;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Readings;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.TestKit.Nut;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Feeds;

public sealed class The_feed_watcher
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follows_a_real_UPS_through_an_outage()
    {
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { MaxAgeSeconds = 3 });
        var lab = new FixedLab(At("rack", upsd.Port));
        await using var watch = await Watch.StartAsync(lab);

        var onLine = await watch.UntilAsync("rack", feed => feed.OnLineSince is not null);
        Assert.Equal((FeedCondition.OnLine, TimeSpan.FromMinutes(10), 1.0, 0.2), (onLine.Condition, onLine.Runtime, onLine.ChargeRatio, onLine.LoadRatio));

        upsd.Set(("ups.status", "OB DISCHRG"), ("battery.charge", "90"), ("battery.runtime", "500"));
        var onBattery = await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.OnBattery);
        Assert.NotNull(onBattery.OnBatterySince);

        upsd.Set(("ups.status", "OB DISCHRG LB"), ("battery.charge", "20"), ("battery.runtime", "60"));
        Assert.True((await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.LowBattery)).IsDying);

        await upsd.FreezeDriverAsync();
        var stale = await watch.UntilAsync("rack", feed => feed.Detail.Contains("DATA-STALE", StringComparison.Ordinal));
        Assert.Equal(FeedCondition.LowBattery, stale.Condition);
        await upsd.ThawDriverAsync();

        upsd.Set(("ups.status", "OL CHRG"), ("battery.charge", "21"), ("battery.runtime", "70"));
        var back = await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.OnLine && feed.OnBatterySince is null);
        Assert.Equal("OL CHRG", back.RawStatus);
    }

    [Fact]
    public async Task Says_why_a_feed_cannot_be_read_and_goes_on_with_the_others()
    {
        await using var good = Peer("OL");
        await using var garbage = new ScriptedUpsd(_ => ScriptedReply.Text("\u0007\u0007\u0007 <html>\n"));
        await using var unknown = ScriptedUpsd.Polite(_ => ScriptedReply.Text("ERR UNKNOWN-UPS\n"));
        var lab = new FixedLab(At("garbage", garbage.Port), At("nobody", 1), At("unknown", unknown.Port), At("good", good.Port));
        await using var watch = await Watch.StartAsync(lab);
        Assert.Contains("something else", (await watch.UntilAsync("garbage", feed => feed.Detail.Contains("answers", StringComparison.Ordinal))).Detail);
        Assert.Contains("refuses connections", (await watch.UntilAsync("nobody", feed => feed.Detail.Contains("reached", StringComparison.Ordinal))).Detail);
        Assert.Contains("UNKNOWN-UPS", (await watch.UntilAsync("unknown", feed => feed.Detail.Contains("ERR", StringComparison.Ordinal))).Detail);
        await watch.UntilAsync("good", feed => feed.Condition == FeedCondition.OnLine);
        Assert.False(watch.HasEnded);
    }

    [Fact]
    public async Task Follows_a_UPS_that_apcupsd_tells_of()
    {
        await using var apcupsd = PlayedNis.Start();
        var lab = new FixedLab(new FeedConfig { Name = "rack", Apcupsd = new ApcupsdSource("127.0.0.1", apcupsd.Port) });
        await using var watch = await Watch.StartAsync(lab);
        var onLine = await watch.UntilAsync("rack", feed => feed.OnLineSince is not null);
        Assert.Equal((FeedCondition.OnLine, TimeSpan.FromMinutes(40), 1.0, 0.12), (onLine.Condition, onLine.Runtime, onLine.ChargeRatio, onLine.LoadRatio));

        apcupsd.Set(("STATUS", "ONBATT"), ("STATFLAG", "0x05060010"), ("TIMELEFT", "30.0 Minutes"));
        Assert.True((await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.OnBattery)).IsDying);

        apcupsd.Set(("STATUS", "COMMLOST"), ("STATFLAG", "0x05000100"));
        var lost = await watch.UntilAsync("rack", feed => feed.Detail.Contains("COMMLOST", StringComparison.Ordinal));
        Assert.Equal(FeedCondition.OnBattery, lost.Condition);
    }

    [Fact]
    public async Task Asks_the_agent_whose_kernel_shows_a_battery()
    {
        var lab = new FixedLab(new FeedConfig { Name = "hat", PowerSupply = new PowerSupplySource("BAT0", "pi1") }, new FeedConfig { Name = "gone", PowerSupply = new PowerSupplySource("BAT0", "pi2") });
        var agents = new PlayedAgents();
        agents.Answers["pi1"] = question => new SupplyAnswer { Number = question.Number, Variables = { ["ups.status"] = "OL CHRG", ["battery.charge"] = question.Battery == "BAT0" ? "80" : "0" } };
        await using var watch = await Watch.StartAsync(lab, agents);
        var onLine = await watch.UntilAsync("hat", feed => feed.OnLineSince is not null);
        Assert.Equal((FeedCondition.OnLine, 0.8), (onLine.Condition, onLine.ChargeRatio));
        Assert.Contains("The agent of pi2, which reads BAT0, is not connected.", (await watch.UntilAsync("gone", feed => feed.Detail.Length > 0)).Detail);

        agents.Answers["pi1"] = question => new SupplyAnswer { Number = question.Number, Variables = { ["ups.status"] = "OB DISCHRG", ["battery.charge"] = "79" } };
        Assert.True((await watch.UntilAsync("hat", feed => feed.Condition == FeedCondition.OnBattery)).IsDying);

        agents.Answers["pi1"] = question => new SupplyAnswer { Number = question.Number, Failure = "BAT0 hangs in the kernel." };
        var lost = await watch.UntilAsync("hat", feed => feed.Detail.Contains("hangs in the kernel", StringComparison.Ordinal));
        Assert.Equal(FeedCondition.OnBattery, lost.Condition);

        // An answer to another question is none: it may be as old as it likes.
        agents.Answers["pi1"] = question => new SupplyAnswer { Number = question.Number + 1000, Variables = { ["ups.status"] = "OL" } };
        Assert.Equal(FeedCondition.OnBattery, (await watch.UntilAsync("hat", feed => feed.Detail.Contains("did not answer within 5 s", StringComparison.Ordinal))).Condition);
    }

    [Fact]
    public async Task Asks_the_agent_of_a_HAT_with_all_that_is_declared_of_it()
    {
        var hat = new HatSource("pi1") { Board = HatBoards.Find("x1200") };
        var lab = new FixedLab(new FeedConfig { Name = "hat", Hat = hat }, new FeedConfig { Name = "gone", Hat = hat with { Node = "pi2" } });
        var agents = new PlayedAgents();
        agents.Answers["pi1"] = question => new SupplyAnswer
        {
            Number = question.Number,
            Variables = { ["ups.status"] = question is { Battery: "", Hat: "x1200 bus=1 address=0x36 / gpio-0 mains 6 active=high pull=none debounce_ms=50" } ? "OL" : "OB" },
        };
        await using var watch = await Watch.StartAsync(lab, agents);
        Assert.Equal(FeedCondition.OnLine, (await watch.UntilAsync("hat", feed => feed.OnLineSince is not null)).Condition);
        Assert.Contains("The agent of pi2, which reads the x1200 HAT, is not connected.", (await watch.UntilAsync("gone", feed => feed.Detail.Length > 0)).Detail);
    }

    [Fact]
    public async Task Takes_up_a_changed_lab()
    {
        await using var first = Peer("OL");
        await using var second = Peer("OB");
        var lab = new FixedLab(At("rack", first.Port));
        await using var watch = await Watch.StartAsync(lab);
        await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.OnLine);
        lab.Change(was => was with { Feeds = [At("rack", second.Port)] });
        await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.OnBattery);

        await watch.UntilAsync(_ => first.Requests.Contains("LOGOUT"));
        lab.Change(was => was with { Feeds = [] });
        await watch.UntilAsync(board => board.Current.IsEmpty && second.Requests.Contains("LOGOUT"));
        Assert.Equal("LOGOUT", first.Requests.Last());
    }

    [Fact]
    public async Task Gives_the_password_behind_the_reference()
    {
        await using var peer = Peer("OL");
        await using var watch = await Watch.StartAsync(new FixedLab(At("rack", peer.Port) with { User = "me", Password = "secret:rack" }));
        await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.OnLine);
        Assert.Contains("USERNAME me", peer.Requests);
        Assert.Contains("PASSWORD \"the \\# secret:rack\"", peer.Requests);
    }

    [Fact]
    public async Task Notes_clients_that_go_their_own_way()
    {
        await using var peer = ScriptedUpsd.Polite(request => ScriptedReply.Text(request.StartsWith("LIST CLIENT", StringComparison.Ordinal)
            ? "BEGIN LIST CLIENT ups\nCLIENT ups 10.0.0.7\nEND LIST CLIENT ups\n"
            : "BEGIN LIST VAR ups\nVAR ups ups.status \"OL\"\nEND LIST VAR ups\n"));
        await using var watch = await Watch.StartAsync(new FixedLab(At("rack", peer.Port)));
        var feed = await watch.UntilAsync("rack", feed => feed.Condition == FeedCondition.OnLine);
        Assert.Equal(["10.0.0.7"], feed.Logins);
        Assert.Contains("10.0.0.7", feed.Detail);
    }

    [Fact]
    public async Task Stops_when_asked()
    {
        await using var silent = new ScriptedUpsd(_ => ScriptedReply.Silence);
        var lab = new FixedLab(At("rack", silent.Port));
        var watch = await Watch.StartAsync(lab);
        await watch.DisposeAsync();
        Assert.False(lab.HasListeners);
    }

    private static FeedConfig At(string name, int port) => new() { Name = name, Nut = new NutSource("ups", "127.0.0.1", port) };

    private static ScriptedUpsd Peer(string status) => ScriptedUpsd.Polite(request => ScriptedReply.Text(
        request.StartsWith("LIST VAR", StringComparison.Ordinal)
            ? $"BEGIN LIST VAR ups\nVAR ups ups.status \"{status}\"\nEND LIST VAR ups\n"
            : "ERR FEATURE-NOT-SUPPORTED\n"));

    private sealed class Watch(FeedBoard board, FeedWatcher watcher) : IAsyncDisposable
    {
        public bool HasEnded => watcher.ExecuteTask is { IsCompleted: true };

        public static async Task<Watch> StartAsync(FixedLab lab, PlayedAgents? agents = null)
        {
            agents ??= new PlayedAgents();
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddSingleton<ILabInForce>(lab);
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton<Func<string, string?>>(reference => $"the # {reference}");
            services.AddSingleton(new LatestReadings(new ReadingsSettings("/nowhere")));
            services.AddSingleton<IAgentLink>(agents);
            services.AddFeeds(Directory.CreateTempSubdirectory("feeds").FullName);
            var provider = services.BuildServiceProvider();
            agents.Listener = provider.GetRequiredService<IUplinkListener>();
            var watcher = provider.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<FeedWatcher>().Single();
            await watcher.StartAsync(Cancel);
            return new Watch(provider.GetRequiredService<FeedBoard>(), watcher);
        }

        public async Task<FeedAssessment> UntilAsync(string feed, Func<FeedAssessment, bool> condition)
        {
            FeedAssessment? met = null;
            await UntilAsync(now => (met = now.Of(feed)) is not null && condition(met));
            return met!;
        }

        public async Task UntilAsync(Func<FeedBoard, bool> condition)
        {
            var start = TimeProvider.System.GetTimestamp();
            while (!condition(board))
            {
                Assert.True(TimeProvider.System.GetElapsedTime(start) < Bound, string.Join('\n', board.Current));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await watcher.StopAsync(CancellationToken.None);
            watcher.Dispose();
        }
    }
}
