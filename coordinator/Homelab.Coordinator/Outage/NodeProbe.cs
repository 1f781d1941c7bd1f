using Homelab.Coordinator.Fleet;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>Knocks on the declared port of every node that is going down, to see it go (P20).</summary>
public sealed class NodeProbe(OutageLog log, ILabInForce lab, OutageRunner runner, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(Leaving().Select(node => Knock(node, stoppingToken)));
            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<NodeConfig> Leaving() => log.State.Steps.Values
        .Where(step => step.Phase is StepPhase.Ordered or StepPhase.Acknowledged)
        .Select(step => lab.Current.Node(step.Node))
        .OfType<NodeConfig>()
        .Where(node => node.Probe is not null);

    private async Task Knock(NodeConfig node, CancellationToken stoppingToken)
    {
        if (await TcpKnock.At(node.Name, node.Probe!.Port, Patience, clock, stoppingToken) is { } answers)
        {
            runner.Post(new OutageInput.ProbeSeen(node.Name, answers));
        }
    }
}
