using System.Globalization;
using Homelab.Agent.Devices;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>What measures volts, amps and watts.</summary>
internal static class PowerChips
{
    public static readonly IReadOnlyDictionary<string, MakeReader> All = new Dictionary<string, MakeReader>(StringComparer.Ordinal)
    {
        ["ina219"] = static (device, sensor, _) => Power(new Ina219(device, sensor.ShuntOhms ?? double.NaN).TryRead),
        ["ina226"] = static (device, sensor, _) => Power(new Ina226(device, sensor.ShuntOhms ?? double.NaN).TryRead),
        ["ina238"] = static (device, sensor, _) =>
        {
            var chip = new Ina238(device, sensor.ShuntOhms ?? double.NaN);
            return into =>
            {
                if (chip.TryRead(out var read, out var celsius, out var problem))
                {
                    Add(into, read).Add(Quantity.Temperature, celsius, "die");
                }

                return problem;
            };
        },
        ["ina3221"] = static (device, sensor, _) =>
        {
            var chip = new Ina3221(device, sensor.ShuntOhms ?? double.NaN);
            var channels = new PowerReading[Ina3221.Channels];
            return into =>
            {
                if (chip.TryRead(channels, out var problem))
                {
                    for (var channel = 0; channel < channels.Length; channel++)
                    {
                        Add(into, channels[channel], Number(channel + 1));
                    }
                }

                return problem;
            };
        },
        ["ads1115"] = static (device, _, pause) =>
        {
            var chip = new Ads1115(device, pause);
            var volts = new double[Ads1115.Channels];
            return into =>
            {
                if (chip.TryRead(volts, out var problem))
                {
                    for (var channel = 0; channel < volts.Length; channel++)
                    {
                        into.Add(Quantity.Voltage, volts[channel], "a" + Number(channel));
                    }
                }

                return problem;
            };
        },
    };

    private delegate bool TryPower(out PowerReading reading, out string problem);

    private static ChipReader Power(TryPower chip) => into =>
    {
        if (chip(out var read, out var problem))
        {
            Add(into, read);
        }

        return problem;
    };

    private static Measurements Add(Measurements into, PowerReading read, string channel = "") =>
        into.Add(Quantity.Voltage, read.Volts, channel).Add(Quantity.Current, read.Amps, channel).Add(Quantity.Power, read.Watts, channel);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
