using Homelab.Coordinator.Fleet;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Readings;

public static class ReadingsSetup
{
    /// <summary>
    /// Needs an <see cref="IAgentLink"/> and a <see cref="TimeProvider"/>. Gives <see cref="ReadingIngest"/> (also as an
    /// <see cref="IUplinkListener"/>), <see cref="ReadingHistory"/>, <see cref="LatestReadings"/> and <see cref="IngestCounters"/>.
    /// </summary>
    public static IServiceCollection AddReadings(this IServiceCollection services, ReadingsSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<IngestCounters>()
        .AddSingleton<LatestReadings>()
        .AddSingleton(provider => new ReadingHistory(
            settings,
            provider.GetRequiredService<IngestCounters>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReadingHistory>>()))
        .AddSingleton(provider => new ReadingIngest(
            settings,
            provider.GetRequiredService<ReadingHistory>(),
            provider.GetRequiredService<LatestReadings>(),
            provider.GetRequiredService<IngestCounters>(),
            provider.GetRequiredService<IAgentLink>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReadingIngest>>()))
        .AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<ReadingIngest>())
        .AddHostedService<FlushService>();
}
