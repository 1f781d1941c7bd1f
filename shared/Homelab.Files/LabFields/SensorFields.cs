using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class SensorFields
{
    private static readonly WordType<SensorChip> s_chip = new(
        "sensor chip", "A chip that agents read: " + string.Join("; ", SensorChips.All.Select(chip => $"`{chip.Name}` ({chip.Gives})")) + ".",
        [.. SensorChips.All.Select(chip => (chip.Name, chip))]);

    public static Shape<SensorConfig> Shape { get; } = new(
        "sensor", "A chip on an I2C bus of the node.",
        [
            new Field<SensorConfig, SensorChip>("chip", s_chip, (sensor, value) => sensor with { Chip = value },
                "What it is.") { IsRequired = true, Example = "bme280" },
            new Field<SensorConfig, int>("bus", Values.WholeNumber(0, 255), (sensor, value) => sensor with { Bus = value },
                "The number of the bus: 1 for `/dev/i2c-1`, the one on a Raspberry Pi's header.") { Default = "1", Example = "1" },
            new Field<SensorConfig, int>("address", SensorValues.Address, (sensor, value) => sensor with { Address = value },
                "Where it answers, as `i2cdetect` shows it.") { DefaultSays = "the chip's usual one", Example = "0x76" },
            new Field<SensorConfig, double>("shunt_ohms", SensorValues.Ohms, (sensor, value) => sensor with { ShuntOhms = value },
                "The resistor that the current is measured over. Required for chips that measure current.") { DefaultSays = "none", Example = "0.1" },
        ]);
}
