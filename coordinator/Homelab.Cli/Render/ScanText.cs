using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Cli.Render;

/// <summary><c>homelab sensors scan</c>: what was found, and below it the lines that would declare it.</summary>
public static class ScanText
{
    public static string Of(SensorScan scan, Surface surface)
    {
        var sheet = new Sheet(surface);
        foreach (var thing in scan.Things)
        {
            sheet.Line(new($"{thing.Kind} {thing.Place}", Tone.Strong), $": {FullStop.After(thing.What)}");
            if (thing.Proposals.Count > 1)
            {
                sheet.Item("It is one of these; what stands on the board tells which:");
            }

            foreach (var line in thing.Proposals)
            {
                sheet.Item(line);
            }
        }

        if (scan.Failure.Length > 0)
        {
            sheet.Line(new Words(scan.Failure, Tone.Warning));
        }
        else if (scan.Things.Count == 0)
        {
            sheet.Line($"  Nothing was found on {scan.Node}.");
        }

        return sheet.ToString();
    }
}
