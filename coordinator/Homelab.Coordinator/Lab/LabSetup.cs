using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Lab;

public static class LabSetup
{
    public static IServiceCollection AddLab(this IServiceCollection services, LabFileSource file) => services
        .AddSingleton(provider => new LabHolder(
            file,
            new Lazy<ILabFreeze>(provider.GetRequiredService<ILabFreeze>),
            provider.GetRequiredService<IEventFeed>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ILabInForce>(provider => provider.GetRequiredService<LabHolder>())
        .AddHostedService(provider => provider.GetRequiredService<LabHolder>());
}
