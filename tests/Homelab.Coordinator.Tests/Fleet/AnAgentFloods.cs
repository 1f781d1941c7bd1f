using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Tests.Api;
using Homelab.Host;

namespace Homelab.Coordinator.Tests.Fleet;

/// <summary>One agent sends as much as it can. Only that one pays for it.</summary>
public sealed class AnAgentFloods : IAsyncLifetime
{
    private const ulong Flood = 20_000;

    /// <summary>So many beats are under way at most: more would find the way back full, limits or none.</summary>
    private const ulong Ahead = OutgoingQueue.MostOfEach / 4;

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task With_beats_it_is_refused_and_finds_its_bucket_as_it_left_it_when_it_comes_again()
    {
        using var agent = await _coordinator.ConnectAsync("pi1");
        var (answered, end) = await FloodAsync(agent);
        Assert.Equal("Flood", end?.Code);

        // The refusal ends the stream, and what is under way then stays without an answer.
        Assert.InRange(answered, (ulong)UplinkLimits.UnkeyedBurst - Ahead, Flood - 1);

        using var again = await _coordinator.ConnectAsync("pi1", hello => hello.Incarnation = 2);
        var (more, once) = await FloodAsync(again);
        Assert.Equal("Flood", once?.Code);
        Assert.InRange(more, 0UL, (ulong)UplinkLimits.UnkeyedBurst * 2 / 3);
    }

    /// <summary>What the limits hold off: the engine works for one stream as fast as it sends.</summary>
    [Fact]
    public async Task Without_the_limits_the_same_flood_is_taken_and_answered_to_its_end()
    {
        Unlimited();
        using var agent = await _coordinator.ConnectAsync("pi1");

        Assert.Equal((Flood, null), await FloodAsync(agent));
    }

    [Fact]
    public async Task Another_agent_is_answered_meanwhile()
    {
        // The worst that there is: nothing holds the flood off.
        Unlimited();
        using var other = await _coordinator.ConnectAsync("nas");
        using var agent = await _coordinator.ConnectAsync("pi1");
        var flood = FloodAsync(agent);
        var answers = 0UL;
        while (!flood.IsCompleted)
        {
            // Each within the bound of AgentOnTheWire; agents take a coordinator for gone after twice that.
            await other.BeatAsync(++answers);
            Assert.Equal(answers, await AnsweredAsync(other));
        }

        Assert.Equal((Flood, null), await flood);
        Assert.InRange(answers, 5UL, Flood);
    }

    [Fact]
    public async Task With_large_frames_it_is_read_no_faster_than_its_bytes_allow_and_not_refused()
    {
        const int Bytes = 256 * 1024;
        _coordinator.Service<UplinkGateway>().Limits = TrafficLimits.OfAnAgent with { PacedBytesPerSecond = Bytes, PacedBytesBurst = Bytes };
        using var agent = await _coordinator.ConnectAsync("pi1");
        var clock = new BootClock();
        var began = clock.Now();
        for (var i = 0; i < 4; i++)
        {
            await agent.SendAsync(new AgentFrame { Key = agent.Key(), Event = new AgentEvent { Code = "Large", Message = new string('x', Bytes), WallMs = 1 } });
        }

        await agent.BeatAsync(77);
        Assert.Equal(77UL, await AnsweredAsync(agent));
        Assert.True(clock.Now() - began >= TimeSpan.FromSeconds(2.5), $"It took {clock.Now() - began}.");
    }

    private void Unlimited() => _coordinator.Service<UplinkGateway>().Limits = new TrafficLimits(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);

    private static async Task<ulong> AnsweredAsync(AgentOnTheWire agent)
    {
        while (await agent.NextAsync() is { } frame)
        {
            if (frame.BeatAnswer is { } answer)
            {
                return answer.Number;
            }
        }

        throw new InvalidOperationException("The stream ended without an answer to a beat.");
    }

    /// <summary>Beats as fast as they are answered, a few ahead.</summary>
    /// <returns>How many were answered, and the refusal where one came.</returns>
    private static async Task<(ulong Answered, Refusal? End)> FloodAsync(AgentOnTheWire agent)
    {
        var (sent, answered) = (0UL, 0UL);
        while (answered < Flood)
        {
            while (sent < Flood && sent - answered < Ahead)
            {
                try
                {
                    await agent.BeatAsync(++sent);
                }
                catch (Exception failure) when (failure is RpcException or InvalidOperationException)
                {
                    // The stream has ended; what is left to read says why.
                    break;
                }
            }

            var frame = await agent.NextAsync() ?? throw new InvalidOperationException("The stream ended without a refusal.");
            if (frame.Refusal is { } refusal)
            {
                return (answered, refusal);
            }

            if (frame.BeatAnswer is { } answer)
            {
                Assert.Equal(++answered, answer.Number);
            }
        }

        return (answered, null);
    }
}
