using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.I2c;
using Homelab.Agent.Uplink;

namespace Homelab.Agent.Scans;

public static class ScansSetup
{
    /// <summary>Scans of the node's buses. Needs what <c>AddUplink</c> and <c>AddCollectors</c> register.</summary>
    public static IServiceCollection AddScans(this IServiceCollection services) => services
        .AddSingleton(provider => Buses(provider.GetRequiredService<SysRoot>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IUplinkParticipant, ScanDesk>();

    private static I2cScan Buses(SysRoot root, TimeProvider clock) => new(root, root.IsHost ? I2cBuses.Open : null, clock);
}
