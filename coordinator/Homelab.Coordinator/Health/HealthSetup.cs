namespace Homelab.Coordinator.Health;

public static class HealthSetup
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<KnockBoard>()
        .AddSingleton<StoppedNodes>()
        .AddSingleton<HealthBoard>()
        .AddHostedService<NodeKnock>()
        .AddHostedService<HealthWatch>();
}
