using Homelab.Domain.Lab;

namespace Homelab.Agent.Supplies;

/// <summary>Whatever battery of this node is asked about.</summary>
public sealed class NodeSupplies
{
    private readonly PowerSupplyReader _kernel;
    private readonly HatReader? _hats;

    /// <param name="hats">Null where this is a recorded machine.</param>
    internal NodeSupplies(PowerSupplyReader kernel, HatReader? hats) => (_kernel, _hats) = (kernel, hats);

    public Task<SupplySaid> ReadAsync(NodeSource source, CancellationToken cancellation) => source switch
    {
        PowerSupplySource supply => _kernel.ReadAsync(supply.Battery, cancellation),
        HatSource hat when _hats is not null => _hats.ReadAsync(hat, cancellation),
        _ => Task.FromResult(BoundedReadings.Failed("This agent reads a recorded machine, and asks no HAT.")),
    };
}
