using System.Device.I2c;
using Homelab.Agent.Collectors.I2c;
using Homelab.Agent.Devices;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Agent.Supplies;

/// <summary>What the chip or the microcontroller of a HAT says. Lets the bus's exceptions through.</summary>
internal static class HatRegistersReader
{
    public static bool TryRead(HatSource hat, I2cDevice device, Pause pause, out HatReading said, out string problem) => hat.Board?.Registers switch
    {
        HatRegisters.PiJuice => new PiJuice(device).TryRead(out said, out problem),
        HatRegisters.LiFePO4wered => new LiFePO4wered(device, pause).TryRead(out said, out problem),
        _ => TryChip(hat, device, pause, out said, out problem),
    };

    private static bool TryChip(HatSource hat, I2cDevice device, Pause pause, out HatReading said, out string problem)
    {
        var sensor = new SensorConfig { Name = hat.Kind, Chip = hat.Chip, Bus = hat.Bus, Address = hat.AddressOnBus, ShuntOhms = hat.ShuntOhms };
        var measured = new Measurements(hat.Kind, hat.Kind, sensor.Chip?.Name ?? "");
        problem = ChipReaders.For(sensor, device, pause) is { } reader ? reader(measured) : "has no chip that this agent knows";
        said = new HatReading
        {
            BatteryVolts = measured.Of(Quantity.Voltage),
            ChargeRatio = measured.Of(Quantity.Charge),
            BatteryAmps = measured.Of(Quantity.Current),
        };
        return problem.Length == 0;
    }
}
