using Homelab.Agent.Devices;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>Thermometers, hygrometers, barometers and light.</summary>
internal static class ClimateChips
{
    public static readonly IReadOnlyDictionary<string, MakeReader> All = new Dictionary<string, MakeReader>(StringComparer.Ordinal)
    {
        ["bme280"] = static (device, _, pause) =>
        {
            var chip = new Bme280(device, pause);
            return into =>
            {
                if (chip.TryRead(out var read, out var problem))
                {
                    into.Add(Quantity.Temperature, read.Celsius).Add(Quantity.Humidity, read.Humidity).Add(Quantity.Pressure, read.Pascals);
                }

                return problem;
            };
        },
        ["bmp280"] = static (device, _, pause) =>
        {
            var chip = new Bmp280(device, pause);
            return into =>
            {
                if (chip.TryRead(out var read, out var problem))
                {
                    into.Add(Quantity.Temperature, read.Celsius).Add(Quantity.Pressure, read.Pascals);
                }

                return problem;
            };
        },
        ["sht3x"] = static (device, _, pause) => Climate(new Sht3x(device, pause).TryRead),
        ["sht4x"] = static (device, _, pause) => Climate(new Sht4x(device, pause).TryRead),
        ["aht20"] = static (device, _, pause) => Climate(new Aht20(device, pause).TryRead),
        ["mcp9808"] = static (device, _, _) => Only(Quantity.Temperature, new Mcp9808(device).TryRead),
        ["lm75"] = static (device, _, _) => Only(Quantity.Temperature, new Lm75(device).TryRead),
        ["tmp102"] = static (device, _, _) => Only(Quantity.Temperature, new Tmp102(device).TryRead),
        ["tmp117"] = static (device, _, _) => Only(Quantity.Temperature, new Tmp117(device).TryRead),
        ["bh1750"] = static (device, _, pause) => Only(Quantity.Illuminance, new Bh1750(device, pause).TryRead),
    };

    private delegate bool TryClimate(out ClimateReading reading, out string problem);

    private delegate bool TryValue(out double value, out string problem);

    private static ChipReader Climate(TryClimate chip) => into =>
    {
        if (chip(out var read, out var problem))
        {
            into.Add(Quantity.Temperature, read.Celsius).Add(Quantity.Humidity, read.Humidity);
        }

        return problem;
    };

    private static ChipReader Only(Quantity quantity, TryValue chip) => into =>
    {
        if (chip(out var value, out var problem))
        {
            into.Add(quantity, value);
        }

        return problem;
    };
}
