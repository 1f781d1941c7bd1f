namespace Homelab.Coordinator.Fleet;

public static class FleetSetup
{
    public static IServiceCollection AddFleet(this IServiceCollection services, string stateDirectory)
    {
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = FrameLimits.FrameBytes;
            options.EnableDetailedErrors = false;
        });
        return services
            .AddSingleton(new MaintenanceFile(stateDirectory))
            .AddSingleton<FleetState>()
            .AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<FleetState>())
            .AddSingleton<AgentSessions>()
            .AddSingleton<IAgentLink>(provider => provider.GetRequiredService<AgentSessions>())
            .AddSingleton<UplinkDoor>()
            .AddSingleton<WelcomeSource>()
            .AddSingleton<UplinkGateway>();
    }
}
