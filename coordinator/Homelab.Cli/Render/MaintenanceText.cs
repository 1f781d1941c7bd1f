using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>The answer to <c>homelab maintenance</c>.</summary>
public static class MaintenanceText
{
    public static string Of(NodeStatus node, string timeZone, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        var time = new LabTime(timeZone, now);
        if (node.MaintenanceUntilWallMs > 0)
        {
            sheet.Line(
                new(node.Name, Tone.Strong),
                $" is in maintenance until {time.Clock(node.MaintenanceUntilWallMs)}, {Duration.Show(time.Until(node.MaintenanceUntilWallMs))} from now. ",
                $"Sooner: homelab maintenance {node.Name} --end");
        }
        else
        {
            sheet.Line(new(node.Name, Tone.Strong), " is not in maintenance. It is ", StateWords.Of(node.Health?.State ?? HealthState.Unspecified), ReasonText.Tail(node.Health));
        }

        return sheet.ToString();
    }
}
