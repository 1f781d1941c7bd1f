using Homelab.Coordinator.Fleet;

namespace Homelab.Coordinator.Drills;

public static class DrillsSetup
{
    public static IServiceCollection AddDrills(this IServiceCollection services) => services
        .AddSingleton<AgentQuestions>()
        .AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<AgentQuestions>())
        .AddSingleton<UpsLook>()
        .AddSingleton<RehearsalDesk>();
}
