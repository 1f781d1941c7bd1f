using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;

namespace Homelab.Coordinator.Storage;

public static class StorageSetup
{
    public static IServiceCollection AddStorage(this IServiceCollection services, string stateDirectory) => services
        .AddSingleton(provider => new StorageBoard(
            new StorageFile(stateDirectory, provider.GetRequiredService<ILogger<StorageFile>>()),
            provider.GetRequiredService<IEventFeed>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<StorageBoard>())
        .AddHostedService<StorageKeeper>();
}
