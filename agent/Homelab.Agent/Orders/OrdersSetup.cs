using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Host.Bus;
using Homelab.Host.Wake;

namespace Homelab.Agent.Orders;

public static class OrdersSetup
{
    public static IServiceCollection AddOrders(this IServiceCollection services, OrdersSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<PowerFile>();
        services.AddSingleton(provider => new LateFile(settings.RuntimeDirectory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WatchFile>();
        services.AddSingleton<PowerDesk>();
        services.AddSingleton(provider => new Lazy<IFrameOutlet>(provider.GetRequiredService<IFrameOutlet>));
        services.AddSingleton<IUplinkParticipant>(provider => provider.GetRequiredService<PowerDesk>());
        services.AddSingleton<IUplinkParticipant, LocalUpsmon>();
        services.AddHostedService(provider => provider.GetRequiredService<PowerDesk>());
        services.AddSingleton<MagicPacket>();
        services.AddSingleton<IUplinkParticipant, WakeDesk>();
        services.AddHostedService<OwnFeeds>();
        services.AddSingleton<SystemdUnits>();
        services.AddSingleton(provider => new UnitList(provider.GetRequiredService<SysRoot>(), Environment.IsPrivilegedProcess));
        _ = settings.PowerOff switch
        {
            PowerOffMode.Logind => services.AddSingleton<IPowerSwitch, LogindPowerSwitch>().AddSingleton<IUnitSwitch, SystemdUnitSwitch>(),
            PowerOffMode.Exit => services.AddSingleton<IPowerSwitch, ExitPowerSwitch>().AddSingleton<IUnitSwitch, PlayedUnitSwitch>(),
            _ => services.AddSingleton<IPowerSwitch, NoPowerSwitch>().AddSingleton<IUnitSwitch, PlayedUnitSwitch>(),
        };
        return services;
    }
}
