using Homelab.Agent.Collectors;
using Homelab.Agent.Supplies;
using Homelab.Contracts.V1;

namespace Homelab.Agent.Scans;

/// <summary>What the kernel shows beside the I2C buses. Names are read, and no value is: a value of a slow chip takes its time.</summary>
internal static class KernelScan
{
    private const string OneWire = "sys/bus/w1/devices", Hwmon = "sys/class/hwmon";

    public static IEnumerable<ScanFinding> Look(SysRoot root)
    {
        var text = new FileText();
        foreach (var slave in root.Names(OneWire).Where(name => !name.StartsWith("w1_bus_master", StringComparison.Ordinal)))
        {
            yield return I2cScan.Of("1-wire", slave, slave.StartsWith("28-", StringComparison.Ordinal) ? "a DS18B20, which is read without being declared" : "of a family that agents do not read");
        }

        foreach (var chip in root.Names(Hwmon))
        {
            yield return I2cScan.Of("hwmon", chip, $"{root.Line($"{Hwmon}/{chip}/name", text) ?? "unnamed"}, which is read without being declared");
        }

        foreach (var supply in root.Names(PowerSupplyReader.Folder).Take(PowerSupplyReader.SuppliesMax))
        {
            var type = root.Line($"{PowerSupplyReader.Folder}/{supply}/type", text) ?? "";
            var isBattery = type is "Battery" or "UPS" && root.Line($"{PowerSupplyReader.Folder}/{supply}/scope", text) != "Device";
            yield return new ScanFinding
            {
                Kind = "power supply",
                Place = supply,
                What = isBattery ? $"{type}; it can be a feed" : type is "Battery" or "UPS" ? $"{type} of a mouse or keyboard" : $"{type}; beside a battery it tells of the mains",
                Battery = isBattery ? supply : "",
            };
        }
    }
}
