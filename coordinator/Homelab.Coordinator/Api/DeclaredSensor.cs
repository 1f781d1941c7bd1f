using System.Globalization;
using Homelab.Domain.Lab;

namespace Homelab.Coordinator.Api;

/// <summary>A chip, an input or an output that the lab file declares, as an agent's report and its readings name it.</summary>
/// <param name="Collector">That reads it.</param>
/// <param name="Address">On its bus or chip; null where only the agent can tell.</param>
/// <param name="Carrier">What hangs where its collector does.</param>
internal sealed record DeclaredSensor(string Name, string Chip, string Collector, string Place, int Bus, int? Address, string Carrier)
{
    public static DeclaredSensor Of(SensorConfig sensor) => new(
        sensor.Name, sensor.Chip?.Name ?? "", SensorLine.Collector(sensor.Bus), string.Create(CultureInfo.InvariantCulture, $"{SensorLine.Collector(sensor.Bus)} 0x{sensor.AddressOnBus:x2}"),
        sensor.Bus, sensor.AddressOnBus, "bus");

    public static DeclaredSensor Of(InputConfig input) => OfLine(input.Name, input.ChipNumber, input.Line);

    public static DeclaredSensor Of(OutputConfig output) => OfLine(output.Name, output.ChipNumber, output.Line);

    private static DeclaredSensor OfLine(string name, int chip, string line) =>
        new(name, InputConfig.Chip, InputLine.Collector(chip), string.Create(CultureInfo.InvariantCulture, $"gpiochip{chip} line {line}"), chip, null, "chip");
}
