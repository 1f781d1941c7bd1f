using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Lab;

public static class LabSetup
{
    public static IServiceCollection AddLab(this IServiceCollection services, LabFileSource file) => services
        .AddSingleton(file)
        .AddSingleton(provider => new LabHolder(
            file.Path,
            file.First,
            provider.GetRequiredService<ILabFreeze>(),
            provider.GetRequiredService<IEventFeed>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LabHolder>>()))
        .AddSingleton<ILabInForce>(provider => provider.GetRequiredService<LabHolder>())
        .AddHostedService<LabFollower>();
}
