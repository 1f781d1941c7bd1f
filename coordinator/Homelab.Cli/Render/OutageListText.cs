using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab outage list</c>.</summary>
public static class OutageListText
{
    public static string Of(OutageList list, LabTime time, Surface surface)
    {
        var sheet = new Sheet(surface);
        if (list.Outages.Count == 0)
        {
            sheet.Line("No outage has left a report yet. What would happen: homelab plan");
            return sheet.ToString();
        }

        sheet.Rows(
            ["OUTAGE", "BEGAN", "LASTED", "STATE", "STOPPED", "LATE", "AWAY", "CUT", "WHAT CAME OF IT"],
            list.Outages.Select(one => (IReadOnlyList<Words>)
            [
                one.Id,
                time.Clock(one.BeganWallMs),
                Duration.Seconds(one.LastedSeconds),
                OutageReportText.State(one.State),
                one.Advisory ? "observe" : $"{one.Stopped}",
                one.Late > 0 ? new Words($"{one.Late}", Tone.Warning) : "-",
                one.Away > 0 ? new Words($"{one.Away}", Tone.Alarm) : "-",
                OutageReportText.Cuts(one.Cuts),
                one.Sentence,
            ]));
        return sheet.ToString();
    }
}
