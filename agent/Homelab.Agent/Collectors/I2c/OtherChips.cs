using System.Globalization;
using Homelab.Agent.Devices;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>Fuel gauges, clocks and inputs.</summary>
internal static class OtherChips
{
    public static readonly IReadOnlyDictionary<string, MakeReader> All = new Dictionary<string, MakeReader>(StringComparer.Ordinal)
    {
        ["max17040"] = static (device, _, _) => Gauge(new Max1704x(device, Max1704xKind.Max17040).TryRead),
        ["max17043"] = static (device, _, _) => Gauge(new Max1704x(device, Max1704xKind.Max17043).TryRead),
        ["max17048"] = static (device, _, _) => Gauge(new Max1704x(device, Max1704xKind.Max17048).TryRead),
        ["lc709203f"] = static (device, _, _) => Gauge(new Lc709203f(device).TryRead),
        ["bq27441"] = static (device, _, pause) =>
        {
            var chip = new Bq27441(device, pause);
            return into =>
            {
                if (chip.TryRead(out var read, out var amps, out var problem))
                {
                    into.Add(Quantity.Voltage, read.Volts).Add(Quantity.Charge, read.Charge).Add(Quantity.Current, amps);
                }

                return problem;
            };
        },
        ["ds3231"] = static (device, _, _) =>
        {
            var chip = new Ds3231(device);
            return into =>
            {
                if (chip.TryRead(out var read, out var problem))
                {
                    into.Add(Quantity.Temperature, read.Celsius).Add(Quantity.ClockStopped, read.HasStopped ? 1 : 0);
                }

                return problem;
            };
        },
        ["pcf8574"] = static (device, _, _) =>
        {
            var chip = new Pcf8574(device);
            return into =>
            {
                if (chip.TryRead(out var pins, out var problem))
                {
                    for (var pin = 0; pin < Pcf8574.Pins; pin++)
                    {
                        into.Add(Quantity.Input, (pins >> pin) & 1, "p" + pin.ToString(CultureInfo.InvariantCulture));
                    }
                }

                return problem;
            };
        },
    };

    private delegate bool TryGauge(out FuelGaugeReading reading, out string problem);

    private static ChipReader Gauge(TryGauge chip) => into =>
    {
        if (chip(out var read, out var problem))
        {
            into.Add(Quantity.Voltage, read.Volts).Add(Quantity.Charge, read.Charge);
        }

        return problem;
    };
}
