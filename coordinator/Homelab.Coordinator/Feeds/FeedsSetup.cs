using Homelab.Coordinator.Fleet;

namespace Homelab.Coordinator.Feeds;

public static class FeedsSetup
{
    /// <summary>
    /// The feed board and the loops that fill it. Needs an <see cref="ILabInForce"/>, an <see cref="IAgentLink"/>, the latest readings and a <see cref="TimeProvider"/>, and takes passwords
    /// from a registered <c>Func&lt;string, string?&gt;</c> (reference to secret) where there is one.
    /// </summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services, string stateDirectory)
    {
        services.AddSingleton<FeedBoard>();
        services.AddSingleton<SupplyQuestions>();
        services.AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<SupplyQuestions>());
        services.AddSingleton<FeedPollers>();
        services.AddSingleton(provider => new BatteryStore(stateDirectory, provider.GetRequiredService<ILogger<BatteryStore>>()));
        services.AddHostedService<BatteryKeeper>();
        services.AddHostedService(provider => new FeedWatcher(
            provider.GetRequiredService<ILabInForce>(),
            provider.GetRequiredService<FeedBoard>(),
            provider.GetRequiredService<FeedPollers>(),
            provider.GetService<Func<string, string?>>() ?? (_ => null),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FeedWatcher>>()));
        services.AddHostedService<HeatWatch>();
        return services;
    }
}
