using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Google.Protobuf;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Tests.Api;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Fleet;

public sealed class GarbageOnTheUplinkTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Bytes_that_are_no_http_end_their_connection_only()
    {
        var random = new Random(1);
        foreach (var address in (Uri[])[_coordinator.Uplink, _coordinator.Rest])
        {
            for (var i = 0; i < 20; i++)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
                var bytes = new byte[random.Next(1, 4000)];
                random.NextBytes(bytes);
                try
                {
                    await client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
                }
                catch (IOException)
                {
                    // Refused already: that is an answer too.
                }
            }
        }

        await AssertAnAgentStillConnects();
    }

    [Fact]
    public async Task Random_messages_instead_of_frames_end_their_stream_only()
    {
        var random = new Random(2);
        using var http = new HttpClient();
        for (var i = 0; i < 200; i++)
        {
            var message = new byte[random.Next(0, 300)];
            random.NextBytes(message);
            await PostMessage(http, message, announced: i % 5 == 0 ? random.Next() : message.Length);
        }

        await AssertAnAgentStillConnects();
    }

    [Fact]
    public async Task Damaged_frames_after_a_good_hello_end_their_stream_only()
    {
        var random = new Random(3);
        var good = new AgentFrame
        {
            Key = new FrameKey { BootId = "b", Incarnation = 1, Sequence = 1 },
            Report = new AgentReport { WallMs = 1, Facts = { { "kernel", "6.1" } }, Units = { new UnitState { Name = "caddy.service", ActiveState = "active" } } },
        }.ToByteArray();
        using var http = new HttpClient();
        for (var i = 0; i < 200; i++)
        {
            var damaged = (byte[])good.Clone();
            for (var flips = random.Next(1, 5); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var hello = new AgentFrame { Hello = AgentOnTheWire.HelloOf("nas", hello => hello.Incarnation = 5) }.ToByteArray();
            await PostMessages(http, [(hello, hello.Length), (damaged, damaged.Length)]);
        }

        await AssertAnAgentStillConnects();
    }

    [Fact]
    public async Task A_frame_beyond_the_limit_is_refused_with_its_size()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        var sending = agent.SendAsync(new AgentFrame { Key = agent.Key(), Event = new AgentEvent { Code = "Big", Message = new string('x', UplinkLimits.FrameBytes) } });

        var refusal = await agent.RefusalAsync();
        await sending.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal("Malformed", refusal.Code);
        Assert.Contains("1048576 bytes", refusal.Message, StringComparison.Ordinal);
        await AssertAnAgentStillConnects();
    }

    [Fact]
    public async Task A_replayed_outbox_is_held_back_and_not_refused()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        for (var i = 0; i < UplinkLimits.PacedBurst + 500; i++)
        {
            await agent.SendAsync(new AgentFrame { Key = agent.Key(), Event = new AgentEvent { Code = "Replayed", Message = "m", WallMs = 1 } });
        }

        await agent.BeatAsync(77);
        await Until.TrueAsync(() => _coordinator.Service<FleetState>().Of("pi1").LastBeat is not null, Bound, "the beat behind the replay");
        Assert.True(_coordinator.Service<FleetState>().Of("pi1").IsConnected);
    }

    [Fact]
    public async Task A_second_hello_is_refused()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        await agent.SendAsync(new AgentFrame { Hello = AgentOnTheWire.HelloOf("pi1") });

        Assert.Equal("Protocol", (await agent.RefusalAsync()).Code);
    }

    [Fact]
    public async Task Values_beyond_all_clocks_do_not_end_a_stream()
    {
        using var agent = await _coordinator.ConnectAsync("pi1", hello =>
        {
            (hello.SentBoottimeNs, hello.LeaseRemainingMs, hello.LeaseGrantedMs) = (long.MaxValue, long.MaxValue, long.MaxValue);
            hello.Lease = new Lease { DurationMs = long.MinValue, BeatBoottimeNs = long.MinValue, Sequence = ulong.MaxValue };
        });
        await agent.SendAsync(new AgentFrame { Beat = new Beat { Number = ulong.MaxValue, SentBoottimeNs = long.MaxValue } });
        await agent.SendAsync(new AgentFrame { Key = agent.Key(), Readings = new ReadingBatch { WallMs = long.MaxValue, BoottimeNs = long.MinValue, Series = { 1, 2 }, Values = { double.NaN } } });
        await agent.SendAsync(new AgentFrame { Key = agent.Key(), Gap = new GapReport { FromWallMs = long.MinValue, ToWallMs = long.MaxValue, LastSequence = ulong.MaxValue } });
        await agent.SendAsync(new AgentFrame { LeaseAnswer = new LeaseAnswer { Verdict = (LeaseVerdict)99 } });
        await agent.SendAsync(new AgentFrame { Progress = new OrderProgress { State = (OrderState)99, OrderId = new string('o', 5000) } });
        await agent.SendAsync(new AgentFrame { Beat = new Beat { Number = 3, SentBoottimeNs = 5 } });

        await Until.TrueAsync(() => _coordinator.Service<FleetState>().Of("pi1").LastBeat is not null, Bound, "a beat after all that");
        Assert.True(_coordinator.Service<FleetState>().Of("pi1").IsConnected);
        Assert.Equal(HttpStatusCode.OK, (await _coordinator.Http.GetAsync("/api/v1/status", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _coordinator.Http.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task AssertAnAgentStillConnects()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        await agent.WelcomeAsync();
    }

    private Task PostMessage(HttpClient http, byte[] message, int announced) => PostMessages(http, [(message, announced)]);

    private async Task PostMessages(HttpClient http, IReadOnlyList<(byte[] Message, int Announced)> messages)
    {
        using var body = new MemoryStream();
        foreach (var (message, announced) in messages)
        {
            var head = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), announced);
            body.Write(head);
            body.Write(message);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_coordinator.Uplink, "/homelab.v1.Uplink/Connect"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body.ToArray()),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        try
        {
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The stream was reset: an answer of its own.
        }
    }
}
