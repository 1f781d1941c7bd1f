namespace Homelab.Coordinator.Events;

public static class EventsSetup
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventFeed>()
        .AddSingleton<IEventFeed>(provider => provider.GetRequiredService<EventFeed>());
}
