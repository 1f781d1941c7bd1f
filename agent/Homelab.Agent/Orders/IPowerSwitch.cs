using Homelab.Domain.Shutdown;

namespace Homelab.Agent.Orders;

/// <summary>Takes the machine down, or what stands for it.</summary>
public interface IPowerSwitch
{
    /// <summary>True where the system took it. Never throws; the sentence says why not.</summary>
    Task<(bool Taken, string Detail)> PowerOff(bool isOrder, PowerEnd end, CancellationToken cancellationToken);
}
