using Homelab.Agent.Uplink;

namespace Homelab.Agent.Drills;

public static class DrillsSetup
{
    /// <summary>The answer to rehearsals. Needs what <c>AddOrders</c> and <c>AddCollectors</c> register.</summary>
    public static IServiceCollection AddDrills(this IServiceCollection services) => services
        .AddSingleton<NodeLook>()
        .AddSingleton<IUplinkParticipant, DrillDesk>();
}
