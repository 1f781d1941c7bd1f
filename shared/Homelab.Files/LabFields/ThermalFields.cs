using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class ThermalFields
{
    private static readonly ScalarType<SensorPlace> s_place = new(
        "sensor of a node", "a sensor or input", "The name of a sensor or input of this node, `closet`, or of another one, `pi1/closet`.", "Write a name, such as closet, or with its node, such as pi1/closet.",
        Parse, () => Values.Pattern("^([a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9-]*$"));

    private static readonly ScalarType<double> s_celsius = Values.Number(
        "temperature", "a temperature", "In degrees Celsius, without the unit: `75`.", "Write degrees Celsius from 20 to 120, such as 75.", 20, 120);

    public static Shape<ThermalConfig> Shape { get; } = new(
        "thermal", "What stands around the node's heat, for `homelab thermal`. Nothing is stopped by it: that is `policy.heat`.",
        [
            new Field<ThermalConfig, double>("limit", s_celsius, (thermal, value) => thermal with { LimitCelsius = value },
                "Where none of its parts may come; the limits of its chips count beside it, and the lowest is held against each part.") { DefaultSays = "those of its chips", Example = "75" },
            new Field<ThermalConfig, SensorPlace>("room", s_place, (thermal, value) => thermal with { Room = value },
                "The sensor that measures the air around it; of a DS18B20 its number, such as `28-0316a2794bff`.") { DefaultSays = "none", Example = "pi1/closet" },
            new Field<ThermalConfig, SensorPlace>("door", s_place, (thermal, value) => thermal with { Door = value },
                "The input that is active while the door to it is open.") { DefaultSays = "none", Example = "pi1/door" },
        ]);

    private static Parsed<SensorPlace> Parse(string text)
    {
        var names = text.Split('/');
        return names.Length <= 2 && names.Select(Values.NameProblem).FirstOrDefault(problem => problem is not null) is not { } problem
            ? Parsed.Good(names.Length == 2 ? new SensorPlace(names[0], names[1]) : new SensorPlace(null, names[0]))
            : Parsed.Bad<SensorPlace>();
    }
}
