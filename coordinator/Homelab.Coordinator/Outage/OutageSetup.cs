using Homelab.Coordinator.Api;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Host.Wake;

namespace Homelab.Coordinator.Outage;

public static class OutageSetup
{
    public static IServiceCollection AddOutage(this IServiceCollection services, OutageSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(new EpochFile(settings.StateDirectory))
        .AddSingleton<OutageJournal>()
        .AddSingleton<OutageLog>()
        .AddSingleton<StopStore>()
        .AddSingleton<DrillStore>()
        .AddSingleton<MagicPacket>()
        .AddSingleton(provider => new UpsLine(
            provider.GetRequiredService<ILabInForce>(), provider.GetService<Func<string, string?>>() ?? (_ => null),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<UpsLine>>()))
        .AddSingleton<UpsCommands>()
        .AddSingleton<OutletSwitch>()
        .AddSingleton<OutageEffects>()
        .AddSingleton<OutageRunner>()
        .AddSingleton<IOperatorLine>(provider => provider.GetRequiredService<OutageRunner>())
        .AddSingleton<IUplinkListener>(provider => provider.GetRequiredService<OutageRunner>())
        .AddSingleton<ILabFreeze>(provider => provider.GetRequiredService<OutageLog>())
        .AddSingleton<IFenceSource, OutageFence>()
        .AddSingleton<IOutageSource, OutageSource>()
        .AddHostedService(provider => provider.GetRequiredService<OutageRunner>())
        .AddHostedService<RecordKeeper>()
        .AddHostedService<PowerNoticeFile>()
        .AddHostedService<SelfTests>()
        .AddHostedService<NodeProbe>();
}
