using Homelab.Agent.Uplink;

namespace Homelab.Agent.Supplies;

public static class SuppliesSetup
{
    /// <summary>Batteries of this node, for the coordinator and for the time without one. Needs what <c>AddUplink</c>, <c>AddOrders</c> and <c>AddCollectors</c> register.</summary>
    public static IServiceCollection AddSupplies(this IServiceCollection services) => services
        .AddSingleton<PowerSupplyReader>()
        .AddSingleton<FeedPollers>()
        .AddSingleton<IUplinkParticipant, SupplyDesk>();
}
