using Homelab.Coordinator.Fleet;

namespace Homelab.Coordinator.Scans;

public static class ScansSetup
{
    public static IServiceCollection AddScans(this IServiceCollection services) => services
        .AddSingleton<ScanDesk>()
        .AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<ScanDesk>());
}
