using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab thermal</c>: every node's part that is nearest to its limit, and what is known of its heat.</summary>
public static class ThermalText
{
    public static string Of(IReadOnlyCollection<NodeHeat> nodes, Surface surface)
    {
        var sheet = new Sheet(surface);
        foreach (var node in nodes)
        {
            sheet.Line(new(node.Node, Tone.Strong), node.HasCelsius ? $": {Quantity.OfUnit(node.Celsius, "celsius")} ({node.Part})" : ":");
            foreach (var answer in node.Answers)
            {
                sheet.Item(new(QuestionOf(answer.Question), ToneOf(answer.State)), $" {answer.Sentence}.");
            }
        }

        return sheet.ToString();
    }

    private static string QuestionOf(string question) => question switch
    {
        "headroom" => "Headroom:",
        "rise" => "Rise:",
        "cause" => "Room or fan?",
        "throttled" => "Slowed by heat:",
        "door_closed" => "With the door closed?",
        _ => question + ":",
    };

    private static Tone ToneOf(string state) => state switch { "WARNING" => Tone.Warning, "OK" => Tone.Good, _ => Tone.Unknown };
}
