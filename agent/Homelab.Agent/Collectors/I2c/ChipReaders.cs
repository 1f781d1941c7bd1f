using System.Device.I2c;
using Homelab.Agent.Devices;
using Homelab.Domain.Lab;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>Makes what reads one declared chip.</summary>
internal delegate ChipReader MakeReader(I2cDevice device, SensorConfig sensor, Pause pause);

/// <summary>Every chip of the lab file with the driver that reads it, and what becomes of its readings.</summary>
internal static class ChipReaders
{
    private static readonly Dictionary<string, MakeReader> s_all = new(ClimateChips.All.Concat(PowerChips.All).Concat(OtherChips.All), StringComparer.Ordinal);

    public static IEnumerable<string> Chips => s_all.Keys;

    /// <summary>Null where this agent has no driver for the chip.</summary>
    public static ChipReader? For(SensorConfig sensor, I2cDevice device, Pause pause) =>
        sensor.Chip is { } chip && s_all.TryGetValue(chip.Name, out var make) ? make(device, sensor, pause) : null;
}
