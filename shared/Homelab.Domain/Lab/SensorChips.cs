using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Every chip that agents read, with the addresses of its data sheet.</summary>
public static class SensorChips
{
    public static ImmutableArray<SensorChip> All { get; } =
    [
        new("bme280", "temperature, humidity, pressure", [0x76, 0x77]),
        new("bmp280", "temperature, pressure", [0x76, 0x77]),
        new("sht3x", "temperature, humidity", [0x44, 0x45]),
        new("sht4x", "temperature, humidity", [0x44, 0x45, 0x46]),
        new("aht20", "temperature, humidity", [0x38]),
        new("mcp9808", "temperature", Range(0x18, 8)),
        new("lm75", "temperature", Range(0x48, 8)),
        new("tmp102", "temperature", Range(0x48, 4)),
        new("tmp117", "temperature", Range(0x48, 4)),
        new("bh1750", "light", [0x23, 0x5c]),
        new("ina219", "volts, amps, watts", Range(0x40, 16)) { NeedsShunt = true },
        new("ina226", "volts, amps, watts", Range(0x40, 16)) { NeedsShunt = true },
        new("ina238", "volts, amps, watts", Range(0x40, 16)) { NeedsShunt = true },
        new("ina3221", "volts, amps, watts of three channels", Range(0x40, 4)) { NeedsShunt = true },
        new("ads1115", "four voltages", Range(0x48, 4)),
        new("max17040", "a cell's volts and charge", [0x36]) { IsGauge = true },
        new("max17043", "a cell's volts and charge", [0x36]) { IsGauge = true },
        new("max17048", "a cell's volts and charge", [0x36]) { IsGauge = true },
        new("lc709203f", "a cell's volts and charge", [0x0b]) { IsGauge = true },
        new("bq27441", "a cell's volts, charge and amps", [0x55]) { IsGauge = true },
        new("ds3231", "temperature, whether its clock stood still", [0x68]),
        new("pcf8574", "eight inputs", [.. Range(0x20, 8), .. Range(0x38, 8)]),
    ];

    public static SensorChip? Find(string name) => All.FirstOrDefault(chip => chip.Name == name);

    private static ImmutableArray<int> Range(int first, int count) => [.. Enumerable.Range(first, count)];
}
