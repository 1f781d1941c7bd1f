using Homelab.Agent.Collectors.Gpio;
using Homelab.Agent.Collectors.I2c;
using Homelab.Agent.Collectors.Storage;
using Homelab.Agent.Orders;
using Homelab.Agent.Uplink;
using Homelab.Host.Identity;

namespace Homelab.Agent.Collectors;

public static class CollectorsSetup
{
    /// <summary>The collectors below <paramref name="root"/>, their runner and the report. Needs an <see cref="IReadingSink"/>.</summary>
    public static IServiceCollection AddCollectors(this IServiceCollection services, SysRoot root, BootIdentity identity, string stateDirectory)
    {
        services.AddSingleton(root);
        services.AddSingleton<ReportSource>();
        services.AddSingleton<StorageReports>();
        services.AddSingleton(provider => new CollectorConfigCache(stateDirectory, provider.GetRequiredService<ILogger<CollectorConfigCache>>()));
        services.AddSingleton(provider => CollectorCatalogue.All(
            root, identity, provider.GetRequiredService<StorageReports>(), stateDirectory, () => provider.GetRequiredService<PowerDesk>().IsOnBattery, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Runner(provider, root));
        services.AddHostedService(provider => provider.GetRequiredService<CollectorRunner>());
        services.AddSingleton<IUplinkParticipant, CollectorConfigReceiver>();
        return services;
    }

    private static CollectorRunner Runner(IServiceProvider provider, SysRoot root)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        Func<string, ICollector?> declared = name => I2cBuses.Collector(name, root, clock) ?? GpioChipCollector.For(name, root, clock, () => provider.GetRequiredService<PowerDesk>().HoldsLease);
        var runner = ActivatorUtilities.CreateInstance<CollectorRunner>(provider, declared);
        if (provider.GetRequiredService<CollectorConfigCache>().Load() is { } kept)
        {
            runner.Apply(CollectorPlan.From(kept));
        }

        return runner;
    }
}
