using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab shutdown</c>, <c>homelab start</c> and <c>homelab drill --live</c>: who is meant, and who goes without.</summary>
public static class PowerText
{
    public static string Of(string wish, PowerAnswer answer, Surface surface)
    {
        var sheet = new Sheet(surface);
        sheet.Line(new Words(wish switch { "start" => "To be started", "drill" => "To be stopped and started again", _ => "To be shut down" }, Tone.Strong), $": {string.Join(", ", answer.Nodes)}.");
        foreach (var left in answer.LeftWithout)
        {
            sheet.Item(wish == "drill"
                ? $"{left.Node} stays on and goes without meanwhile: {left.Why}."
                : $"{left.Node} stays on and goes without: {left.Why}. With --with-dependents it is shut down too.");
        }

        if (answer.Sentence.Length > 0)
        {
            sheet.Line($"Taken: {answer.Sentence}. How it goes: homelab outage show");
        }

        return sheet.ToString();
    }
}
