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
        board.Put(node.Name, isSilent && node.Probe is { } probe ? await TcpKnock.At(node.Name, probe.Port, Patience, clock, stoppingToken) : null);
    }
}
