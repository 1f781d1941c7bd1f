using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Homelab.Agent.Outbox;

/// <summary>Steps the keeper each tick and when something asks for it, on a thread of the pool; flushes when the agent stops.</summary>
internal sealed class OutboxService(OutboxKeeper keeper, OutgoingFrames outgoing, TimeProvider clock) : BackgroundService
{
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override void Dispose()
    {
        base.Dispose();
        keeper.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        outgoing.KeeperWanted += Want;
        using var timer = clock.CreateTimer(_ => Want(), null, keeper.Tick, keeper.Tick);
        try
        {
            while (true)
            {
                keeper.Step();
                await _wanted.Reader.ReadAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            keeper.Step(isLast: true);
        }
        finally
        {
            outgoing.KeeperWanted -= Want;
        }
    }

    private void Want() => _wanted.Writer.TryWrite(true);
}
