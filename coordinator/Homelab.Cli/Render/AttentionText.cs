using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>All that is not well in one list, the most urgent first, each with its reason.</summary>
public static class AttentionText
{
    private sealed record Concern(int Urgency, int Kind, string What, string Name, Words State, string Why);

    public static void Write(Sheet sheet, LabStatus status)
    {
        var concerns = Feeds(status).Concat(Nodes(status)).Concat(Services(status))
            .OrderBy(concern => concern.Urgency)
            .ThenBy(concern => concern.Kind)
            .ThenBy(concern => concern.Name, StringComparer.Ordinal)
            .ToList();
        if (concerns.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("Needs attention");
        sheet.Rows(
            ["WHAT", "NAME", "STATE", "WHY"],
            concerns.Select(concern => (IReadOnlyList<Words>)[concern.What, new(concern.Name, Tone.Strong), concern.State, concern.Why]));
    }

    private static IEnumerable<Concern> Feeds(LabStatus status) =>
        from feed in status.Feeds
        where StateWords.IsWrong(feed) || feed.Rejected.Count > 0
        let urgency = StateWords.IsDying(feed.State) ? -1 : StateWords.IsWrong(feed) ? 1 : 3
        select new Concern(urgency, StateWords.FeedUrgency(feed.State), "feed", feed.Name, StateWords.OfFeed(feed), FeedsText.Why(feed));

    private static IEnumerable<Concern> Nodes(LabStatus status) =>
        from node in status.Nodes
        let state = node.Health?.State ?? HealthState.Unspecified
        where state != HealthState.Ok
        select new Concern(StateWords.Urgency(state), 10, "node", node.Name, StateWords.Of(state), ReasonText.Of(node.Health));

    private static IEnumerable<Concern> Services(LabStatus status) =>
        from service in status.Services
        let state = service.Health?.State ?? HealthState.Unspecified
        where state != HealthState.Ok
        select new Concern(StateWords.Urgency(state), 20, "service", service.Name, StateWords.Of(state), ReasonText.Of(service.Health));
}
