using System.Collections.Concurrent;
using Grpc.Core;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>Welcomes whoever comes, and answers each beat with the order to power off.</summary>
internal sealed class FalseOrders : Uplink.UplinkBase
{
    private static readonly Fence s_fence = new() { Lineage = "lab:attic", Epoch = 1000, Instance = "false", Generation = 1 };

    public ConcurrentQueue<AgentFrame> Heard { get; } = [];

    public override async Task Connect(IAsyncStreamReader<AgentFrame> requestStream, IServerStreamWriter<CoordinatorFrame> responseStream, ServerCallContext context)
    {
        var boot = "";
        await foreach (var frame in requestStream.ReadAllAsync(context.CancellationToken))
        {
            Heard.Enqueue(frame);
            if (frame.Hello is { } hello)
            {
                boot = hello.BootId;
                await responseStream.WriteAsync(new CoordinatorFrame { Welcome = new Welcome { Protocol = 1, Lab = "attic", Fence = s_fence, BeatMs = 200, Mode = "armed" } });
            }
            else if (frame.Beat is { } beat)
            {
                await responseStream.WriteAsync(new CoordinatorFrame
                {
                    Order = new Order
                    {
                        OrderId = $"attic-1000-1/stop:pi1/{boot}", OutageId = "attic-1000-1", StepId = "stop:pi1", BootId = boot, Fence = s_fence, Action = OrderAction.PowerOff,
                        AnswersBeat = beat.Number, BeatBoottimeNs = beat.SentBoottimeNs, LifetimeMs = 10_000,
                    },
                });
            }
        }
    }
}
