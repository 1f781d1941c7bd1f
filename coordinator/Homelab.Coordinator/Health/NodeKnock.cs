using System.Net.Sockets;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using Homelab.Domain.Health;
using Homelab.Domain.Lab;
using Homelab.Host;

namespace Homelab.Coordinator.Health;

/// <summary>Knocks on the declared port of every node that has fallen silent, to tell a silent agent from a machine that is off.</summary>
public sealed class NodeKnock(KnockBoard board, ILabInForce lab, FleetState fleet, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(lab.Current.Nodes.Select(node => Look(node, stoppingToken)));
            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Look(NodeConfig node, CancellationToken stoppingToken)
    {
        var isSilent = fleet.Of(node.Name).LastHeard is { } heard && clock.Now() - heard > HealthBounds.Of(lab.Current.Policy).SilentAfter;
        board.Put(node.Name, isSilent && node.Probe is { } probe ? await Knock(node.Name, probe.Port, stoppingToken) : null);
    }

    private async Task<bool?> Knock(string host, int port, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var timer = clock.CreateTimer(_ => patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, patience.Token);
            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode switch
            {
                // A refusal is an answer: something there still speaks TCP.
                SocketError.ConnectionRefused or SocketError.ConnectionReset => true,

                // Without an address nobody was asked.
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => null,
                _ => false,
            };
        }
        catch (OperationCanceledException)
        {
            return stoppingToken.IsCancellationRequested ? null : false;
        }
    }
}
