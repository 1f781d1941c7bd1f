using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Fleet;

public static class FleetSetup
{
    public static IServiceCollection AddFleet(this IServiceCollection services, string stateDirectory)
    {
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = UplinkLimits.FrameBytes;
            options.EnableDetailedErrors = false;
        });
        return services
            .AddSingleton(provider => new MaintenanceBook(stateDirectory, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IEventFeed>()))
            .AddSingleton<FleetState>()
            .AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<FleetState>())
            .AddSingleton<UplinkSessions>()
            .AddSingleton<IAgentLink>(provider => provider.GetRequiredService<UplinkSessions>())
            .AddSingleton<UplinkListeners>()
            .AddSingleton<UplinkLog>()
            .AddSingleton(provider => new UplinkGreeting(
                provider.GetRequiredService<UplinkSessions>(), provider.GetRequiredService<ILabInForce>(), provider.GetService<IFenceSource>()))
            .AddSingleton<UplinkGateway>();
    }
}
