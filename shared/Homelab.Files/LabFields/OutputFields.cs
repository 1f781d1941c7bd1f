using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class OutputFields
{
    private static readonly WordType<OutputCause> s_when = new(
        "cause", "`on_battery`: while the node holds a power lease, so while what it hangs on, or what it needs hangs on, is on battery. In `mode: observe` no lease binds, and nothing is set.",
        [("on_battery", OutputCause.OnBattery)]);

    private static readonly Field<OutputConfig, string> s_line = new("line", SensorValues.GpioLine, (output, value) => output with { Line = value },
        "Its number on the chip or its name, as `gpioinfo` shows them.") { IsRequired = true, Example = "20" };

    private static readonly Field<OutputConfig, int> s_chip = new("chip", Values.WholeNumber(0, 255), (output, value) => output with { ChipNumber = value },
        "The number of the chip, as for an input.") { Default = "0", Example = "4" };

    /// <summary>The line that takes the power: inactive until the last thing that its node does.</summary>
    public static Shape<OutputConfig> Cut { get; } = new(
        "cut line", "The GPIO line of a UPS HAT that takes its node's power where it is held, as long as its button would be.",
        [
            s_line,
            s_chip,
            new Field<OutputConfig, bool>("active", InputFields.Level, (output, value) => output with { IsActiveLow = value },
                "Its level while it is held.") { IsRequired = true, Example = "high" },
        ]);

    public static Shape<OutputConfig> Shape { get; } = new(
        "output", "A GPIO line of the node that is set: a buzzer, a relay. It is inactive wherever nothing makes it active, and when the agent ends.",
        [
            s_line,
            new Field<OutputConfig, OutputCause>("when", s_when, (output, value) => output with { When = value },
                "What makes it active.") { IsRequired = true, Example = "on_battery" },
            s_chip,
            new Field<OutputConfig, bool>("active", InputFields.Level, (output, value) => output with { IsActiveLow = value },
                "Its level while it is active.") { Default = "high", Example = "low" },
        ]);
}
