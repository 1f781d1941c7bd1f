using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Tests.Api;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Fleet;

public sealed class UplinksAreCheckedTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task A_known_node_is_welcomed_and_told_what_to_collect()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");

        var welcome = await agent.WelcomeAsync();
        Assert.Equal(("attic", "observe", 1000L), (welcome.Lab, welcome.Mode, welcome.BeatMs));
        Assert.True(welcome.Fence.Epoch > 0, "the welcome carries the fence under which orders will come");
        var collectors = (await agent.NextAsync())!.Collectors;
        Assert.Equal(["caddy.service"], collectors.Collectors.Single(setting => setting.Name == "systemd").Options["units"].Items);
        Assert.NotEmpty(collectors.Version);
        await Until.TrueAsync(() => _coordinator.Service<FleetState>().Of("pi1").IsConnected, Bound, "the node to count as connected");
    }

    [Theory]
    [InlineData("UnknownNode", "The lab \"attic\" has no node \"pi9\"")]
    [InlineData("Protocol", "The agent speaks protocol 2")]
    [InlineData("Malformed", "boot id")]
    public async Task A_hello_that_may_not_open_a_stream_is_refused_with_a_sentence(string code, string sentence)
    {
        using var agent = await _coordinator.ConnectAsync(code == "UnknownNode" ? "pi9" : "pi1", hello =>
        {
            hello.Protocol = code == "Protocol" ? 2u : 1u;
            hello.BootId = code == "Malformed" ? "" : hello.BootId;
        });

        var refusal = await agent.RefusalAsync();
        Assert.Equal(code, refusal.Code);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_does_not_begin_with_a_hello_is_refused()
    {
        using var agent = AgentOnTheWire.Open(_coordinator.Uplink);
        await agent.BeatAsync();

        Assert.Equal("Protocol", (await agent.RefusalAsync()).Code);
    }

    [Fact]
    public async Task A_fence_that_would_wrap_is_refused()
    {
        using var agent = await _coordinator.ConnectAsync("pi1", hello => hello.Seen = new Fence { Lineage = "lab:attic", Epoch = ulong.MaxValue });

        Assert.Equal("Malformed", (await agent.RefusalAsync()).Code);
    }

    [Fact]
    public async Task A_second_living_agent_of_the_same_name_is_refused_and_the_first_stays()
    {
        using var first = await _coordinator.ConnectAsync("pi1");
        await first.WelcomeAsync();
        await first.BeatAsync();
        using var second = await _coordinator.ConnectAsync("pi1", hello => (hello.BootId, hello.Incarnation) = ("another-boot", 2));

        Assert.Equal("DuplicateNode", (await second.RefusalAsync()).Code);
        Assert.True(_coordinator.Service<FleetState>().Of("pi1").IsConnected);
        Assert.Equal("boot-of-pi1", _coordinator.Service<FleetState>().Of("pi1").BootId);
    }

    [Fact]
    public async Task The_same_process_on_a_new_connection_takes_its_own_place()
    {
        using var first = await _coordinator.ConnectAsync("pi1");
        await first.WelcomeAsync();
        using var again = await _coordinator.ConnectAsync("pi1");

        await again.WelcomeAsync();
        Assert.Contains((await RestOf(first)).Select(frame => frame.BodyCase), body => body == CoordinatorFrame.BodyOneofCase.Collectors);
        Assert.True(_coordinator.Service<FleetState>().Of("pi1").IsConnected);
    }

    [Fact]
    public async Task A_report_of_an_earlier_process_in_the_same_boot_does_not_take_the_place_of_the_present_one()
    {
        using var agent = await _coordinator.ConnectAsync("pi1", hello => hello.Incarnation = 2);
        await agent.WelcomeAsync();
        await Report("new", incarnation: 2);
        await Report("old", incarnation: 1);
        await agent.BeatAsync();
        await Until.TrueAsync(() => _coordinator.Service<FleetState>().Of("pi1").LastBeat is not null, Bound, "the beat");
        Assert.Equal("new", _coordinator.Service<FleetState>().Of("pi1").Report?.Facts["kernel"]);

        Task Report(string kernel, ulong incarnation)
        {
            var key = agent.Key();
            key.Incarnation = incarnation;
            return agent.SendAsync(new AgentFrame { Key = key, Report = new AgentReport { Facts = { ["kernel"] = kernel } } });
        }
    }

    [Fact]
    public async Task A_report_that_an_outbox_replays_behind_a_newer_one_does_not_take_its_place()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        await agent.WelcomeAsync();
        var (older, newer) = (agent.Key(), agent.Key());
        await agent.SendAsync(new AgentFrame { Key = newer, Report = new AgentReport { Facts = { ["kernel"] = "new" } } });
        await agent.SendAsync(new AgentFrame { Key = older, Report = new AgentReport { Facts = { ["kernel"] = "old" } } });
        await agent.BeatAsync();
        await Until.TrueAsync(() => _coordinator.Service<FleetState>().Of("pi1").LastBeat is not null, Bound, "the beat");

        Assert.Equal("new", _coordinator.Service<FleetState>().Of("pi1").Report?.Facts["kernel"]);
    }

    [Fact]
    public async Task A_newcomer_takes_the_place_of_one_that_fell_silent()
    {
        using var first = await _coordinator.ConnectAsync("pi1");
        await first.WelcomeAsync();
        await Until.TrueAsync(
            async () =>
            {
                using var next = await _coordinator.ConnectAsync("pi1", hello => (hello.BootId, hello.Incarnation) = ("the-next-boot", 2));
                return (await next.NextAsync())?.Welcome is not null;
            },
            Bound,
            "the silent stream to give way");

        await Until.TrueAsync(() => _coordinator.Service<FleetState>().Of("pi1").BootId == "the-next-boot", Bound, "the new boot to be known");
    }

    [Fact]
    public async Task The_end_of_a_stream_is_told()
    {
        using (var agent = await _coordinator.ConnectAsync("pi1"))
        {
            await agent.WelcomeAsync();
            await agent.CompleteAsync();
            Assert.NotNull(await RestOf(agent));
        }

        await Until.TrueAsync(() => !_coordinator.Service<FleetState>().Of("pi1").IsConnected, Bound, "the node to count as gone");
        using var reader = _coordinator.Service<EventFeed>().Read(null);
        Assert.Contains(reader.Kept, item => item is { Code: "NodeDisconnected", Subject: "pi1" } && item.Message.Contains("closed the stream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_leaves_the_lab_is_refused_on_its_open_stream_and_the_others_are_told_what_to_collect_now()
    {
        using var leaving = await _coordinator.ConnectAsync("nas");
        using var staying = await _coordinator.ConnectAsync("pi1");
        await leaving.WelcomeAsync();
        await staying.WelcomeAsync();
        var text = await File.ReadAllTextAsync(_coordinator.LabFile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _coordinator.LabFile,
            string.Join("\n", text.Split('\n').Where(line => !line.Contains("nas", StringComparison.Ordinal))).Replace("caddy.service", "nginx.service", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        Assert.Equal("UnknownNode", (await leaving.RefusalAsync()).Code);
        CoordinatorFrame? frame;
        do
        {
            frame = await staying.NextAsync();
        }
        while (frame is not null && !(frame.Collectors?.Collectors.Any(setting => setting.Options.Values.Any(units => units.Items.Contains("nginx.service"))) ?? false));
        Assert.NotNull(frame);
    }

    private static async Task<List<CoordinatorFrame>> RestOf(AgentOnTheWire agent)
    {
        List<CoordinatorFrame> frames = [];
        while (await agent.NextAsync() is { } frame)
        {
            frames.Add(frame);
        }

        return frames;
    }
}
