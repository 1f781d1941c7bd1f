using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class HatFields
{
    private static readonly WordType<HatBoard> s_board = new(
        "UPS HAT", "A board that agents read: " + string.Join("; ", HatBoards.All.Select(board => $"`{board.Name}` ({board.Gives})")) + ".",
        [.. HatBoards.All.Select(board => (board.Name, board))]);

    private static readonly WordType<SensorChip> s_gauge = new(
        "battery gauge", "A chip that tells the charge of a battery.", [.. SensorChips.All.Where(chip => chip.IsGauge).Select(chip => (chip.Name, chip))]);

    public static Shape<HatSource> Shape { get; } = new(
        "UPS HAT of a node", "A UPS HAT without a driver of the kernel's. The node's agent reads it, so that it is unknown while that agent is not heard.",
        [
            new Field<HatSource, string>("node", new ReferenceType(ObjectKind.Node), (hat, value) => hat with { Node = value },
                "On which it sits.") { IsRequired = true, Example = "pi1" },
            new Field<HatSource, HatBoard>("board", s_board, (hat, value) => hat with { Board = value },
                "What it is; what each was verified by stands in [hardware.md](hardware.md).") { IsRequired = true, Example = "x728" },
            new Field<HatSource, int>("bus", Values.WholeNumber(0, 255), (hat, value) => hat with { Bus = value },
                "The number of its I2C bus: 1 for `/dev/i2c-1`, the one on a Raspberry Pi's header.") { Default = "1", Example = "1" },
            new Field<HatSource, int>("address", SensorValues.Address, (hat, value) => hat with { Address = value },
                "Where it answers, as `i2cdetect` shows it. Of Waveshare's, the one-cell boards (C) and (D) are at 0x43.") { DefaultSays = "the board's usual one", Example = "0x43" },
            new Field<HatSource, SensorChip>("gauge", s_gauge, (hat, value) => hat with { Gauge = value },
                "The chip on a generic board that tells the charge.") { DefaultSays = "none", Example = "max17048" },
            new Field<HatSource, double>("shunt_ohms", SensorValues.Ohms, (hat, value) => hat with { ShuntOhms = value },
                "The resistor that a board with an INA219 measures the battery's current over, as it is printed there: R010 is 0.01. With a wrong one it cannot tell an outage.") { DefaultSays = "none", Example = "0.01" },
            new Field<HatSource, InputConfig>("mains", new ObjectType<InputConfig>(InputFields.Mains, new InputConfig { Name = "mains" }), (hat, value) => hat with { Mains = value },
                "The line that tells whether the mains are there, where it is not the board's usual one. It comes before what registers and currents say.") { DefaultSays = "the board's own, on chip 0", Example = "{line: 6, active: high}" },
            new Field<HatSource, OutputConfig>("cut", new ObjectType<OutputConfig>(OutputFields.Cut, new OutputConfig { Name = "cut" }), (hat, value) => hat with { Cut = value },
                "The line that takes the node's power, where it is not the board's usual one. It is used only with `cut: return` of the feed.") { DefaultSays = "the board's own, on chip 0", Example = "{line: 13, active: high}" },
            new Field<HatSource, double>("low_volts", PowerValues.Volts, (hat, value) => hat with { LowVolts = value },
                "At this voltage and below the battery counts as low (LB).") { DefaultSays = "what the board says, where it says it", Example = "3.2" },
        ]);
}
