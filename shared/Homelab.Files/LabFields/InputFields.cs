using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class InputFields
{
    internal static WordType<bool> Level => s_active;

    private static readonly WordType<bool> s_active = new("active level", "`high`, or `low` where the line is low while what it is named after is so.", [("high", false), ("low", true)]);

    private static readonly WordType<InputPull> s_pull = new(
        "pull", "`up` or `down`: the chip's own resistor; or `none`: it is left as it is.", [("none", InputPull.None), ("up", InputPull.Up), ("down", InputPull.Down)]);

    private static readonly Field<InputConfig, string> s_line = new("line", SensorValues.GpioLine, (input, value) => input with { Line = value },
        "Its number on the chip or its name, as `gpioinfo` shows them.") { IsRequired = true, Example = "17" };

    private static readonly Field<InputConfig, int> s_chip = new("chip", Values.WholeNumber(0, 255), (input, value) => input with { ChipNumber = value },
        "The number of the chip: 0 for `/dev/gpiochip0`, the one with a Raspberry Pi's header up to the Pi 4; `gpiodetect` shows it.") { Default = "0", Example = "4" };

    private static readonly Field<InputConfig, InputPull> s_pulled = new("pull", s_pull, (input, value) => input with { Pull = value },
        "What holds the line where nothing drives it.") { Default = "none", Example = "up" };

    /// <summary>The line that tells of the mains: read when the UPS is, so that it has no debounce of its own.</summary>
    public static Shape<InputConfig> Mains { get; } = new(
        "mains line", "The GPIO line of a UPS HAT that tells whether the mains are there.",
        [
            s_line,
            s_chip,
            new Field<InputConfig, bool>("active", s_active, (input, value) => input with { IsActiveLow = value },
                "Its level while the mains are there.") { IsRequired = true, Example = "high" },
            s_pulled,
        ]);

    public static Shape<InputConfig> Shape { get; } = new(
        "input", "A GPIO line of the node that is read: whether the mains are there, a door, a leak, a button. What it says is shown and measured; nothing is decided by it.",
        [
            s_line,
            s_chip,
            new Field<InputConfig, bool>("active", s_active, (input, value) => input with { IsActiveLow = value },
                "Which level of the line counts as 1.") { Default = "high", Example = "low" },
            s_pulled,
            new Field<InputConfig, TimeSpan>("debounce", TimeValues.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)), (input, value) => input with { Debounce = value },
                "How long a level must stand before it counts.") { Default = "50ms", Example = "20ms" },
        ]);
}
