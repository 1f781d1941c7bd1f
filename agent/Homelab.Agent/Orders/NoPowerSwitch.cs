using Homelab.Domain.Shutdown;

namespace Homelab.Agent.Orders;

/// <summary>This node is never powered off by its agent.</summary>
public sealed class NoPowerSwitch : IPowerSwitch
{
    public Task<(bool Taken, string Detail)> PowerOff(bool isOrder, PowerEnd end, CancellationToken cancellationToken) =>
        Task.FromResult((false, "power_off is none in agent.yaml"));
}
