using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Agent.Collectors.I2c;
using Homelab.Agent.Uplink;

namespace Homelab.Agent.Supplies;

public static class SuppliesSetup
{
    /// <summary>Batteries of this node, for the coordinator and for the time without one. Needs what <c>AddUplink</c>, <c>AddOrders</c> and <c>AddCollectors</c> register.</summary>
    public static IServiceCollection AddSupplies(this IServiceCollection services) => services
        .AddSingleton(provider => Supplies(provider.GetRequiredService<SysRoot>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<FeedPollers>()
        .AddSingleton<IUplinkParticipant, SupplyDesk>();

    private static NodeSupplies Supplies(SysRoot root, TimeProvider clock) => new(
        new PowerSupplyReader(root, clock),
        root.IsHost ? Hats(root, clock) : null);

    internal static HatCutter Cutter(SysRoot root, TimeProvider clock) =>
        new(Hats(root, clock), I2cBuses.Open, number => new KernelGpioChip(number), I2cBuses.WaitBy(clock), clock);

    private static HatReader Hats(SysRoot root, TimeProvider clock) =>
        new(bus => root.Exists(I2cBuses.PathOf(bus)), I2cBuses.Open, number => new KernelGpioChip(number), I2cBuses.WaitBy(clock), clock);
}
