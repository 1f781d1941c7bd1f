using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>What a coordinator's plan rests on.</summary>
public static class PlanBasis
{
    public static IReadOnlyCollection<Words> Of(Plan plan, LabStatus status, DateTimeOffset now)
    {
        var time = new LabTime(status.TimeZone, now);
        var dying = status.Feeds.Where(feed => plan.DyingFeeds.Contains(feed.Name)).ToList();
        List<Words> lines = [StateWords.OfMode(status.Mode)];
        if (status.OutageId.Length > 0)
        {
            lines.Add(new Words("An outage is running; how far it is: homelab outage show", Tone.Alarm));
        }

        lines.AddRange(EvidenceText.Feeds(dying));
        lines.Add(new Words($"Plan {plan.Generation} of {status.Lab}, made {time.Clock(plan.MadeWallMs)}, {time.Ago(plan.MadeWallMs)}.", Tone.Quiet));
        return lines;
    }
}
