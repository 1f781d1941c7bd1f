using Grpc.Core;
using Grpc.Net.Client;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>An agent as the coordinator sees it: frames on a stream.</summary>
internal sealed class AgentOnTheWire : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<AgentFrame, CoordinatorFrame> _call;
    private ulong _sequence;

    private AgentOnTheWire(GrpcChannel channel)
    {
        _channel = channel;
        _call = new Uplink.UplinkClient(channel).Connect();
    }

    public static AgentOnTheWire Open(Uri address) => Open(GrpcChannel.ForAddress(address));

    /// <summary>The channel is then the agent's own.</summary>
    public static AgentOnTheWire Open(GrpcChannel channel) => new(channel);

    /// <summary>Sends a hello and takes the welcome and the collectors, where they come.</summary>
    public static async Task<AgentOnTheWire> OpenAsync(Uri address, string node, Action<Hello>? change = null)
    {
        var agent = Open(address);
        await agent.SendAsync(new AgentFrame { Hello = HelloOf(node, change) });
        return agent;
    }

    public static Hello HelloOf(string node, Action<Hello>? change = null)
    {
        var hello = new Hello
        {
            Protocol = 1, Node = node, BootId = $"boot-of-{node}", Incarnation = 1, AgentVersion = "0.1.2", Machine = "a Pi", MayPowerOff = true, PowerOff = "exit",
        };
        change?.Invoke(hello);
        return hello;
    }

    public Task SendAsync(AgentFrame frame) => _call.RequestStream.WriteAsync(frame);

    public Task BeatAsync(ulong number = 1) => SendAsync(new AgentFrame { Beat = new Beat { Number = number, SentBoottimeNs = (long)number * 1_000_000_000 } });

    public FrameKey Key() => new() { BootId = "boot-of-pi1", Incarnation = 1, Sequence = ++_sequence };

    /// <summary>The next frame; null at the end of the stream.</summary>
    public async Task<CoordinatorFrame?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Bound, TimeProvider.System);
        return await _call.ResponseStream.MoveNext(patience.Token) ? _call.ResponseStream.Current : null;
    }

    /// <summary>Reads on to a refusal and checks that the stream ends after it.</summary>
    public async Task<Refusal> RefusalAsync()
    {
        while (await NextAsync() is { } frame)
        {
            if (frame.Refusal is { } refusal)
            {
                Assert.Null(await NextAsync());
                return refusal;
            }
        }

        throw new InvalidOperationException("The stream ended without a refusal.");
    }

    public async Task<Welcome> WelcomeAsync()
    {
        var frame = await NextAsync();
        Assert.NotNull(frame?.Welcome);
        return frame.Welcome;
    }

    public Task CompleteAsync() => _call.RequestStream.CompleteAsync();

    public void Dispose()
    {
        _call.Dispose();
        _channel.Dispose();
    }
}
