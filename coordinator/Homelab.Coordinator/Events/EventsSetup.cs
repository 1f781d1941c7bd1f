namespace Homelab.Coordinator.Events;

public static class EventsSetup
{
    /// <param name="instance">Random per process start; it begins every event's id.</param>
    public static IServiceCollection AddEvents(this IServiceCollection services, string instance) => services
        .AddSingleton(provider => new EventFeed(instance, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EventFeed>>()))
        .AddSingleton<IEventFeed>(provider => provider.GetRequiredService<EventFeed>());
}
