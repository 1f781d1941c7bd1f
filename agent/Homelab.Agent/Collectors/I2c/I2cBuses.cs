using System.Device.I2c;
using Homelab.Agent.Devices;
using Homelab.Domain.Lab;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>The machine's I2C buses: the one place that opens them.</summary>
internal static class I2cBuses
{
    /// <summary>Below the root.</summary>
    internal static string PathOf(int bus) => $"dev/i2c-{bus}";

    /// <summary>Why a bus cannot be there.</summary>
    internal static string Absent(int bus) => $"no /dev/i2c-{bus}: is I2C switched on (dtparam=i2c_arm=on), and the module i2c-dev loaded?";

    /// <summary>Null where the name is no I2C collector's.</summary>
    public static ICollector? Collector(string name, SysRoot root, TimeProvider clock) =>
        SensorLine.BusOf(name) is { } bus && root.IsHost ? new I2cBusCollector(bus, root, Open, WaitBy(clock), clock) : null;

    internal static I2cDevice Open(int bus, int address) => I2cDevice.Create(new I2cConnectionSettings(bus, address));

    /// <summary>Collectors have threads of their own, which may be held up.</summary>
    internal static Pause WaitBy(TimeProvider clock) => span => Task.Delay(span, clock).GetAwaiter().GetResult();
}
