using Homelab.Domain.Shutdown;

namespace Homelab.Cli.Render;

/// <summary>Feeds, and beside them the nodes that an operator asked to shut down, which the coordinator lists as <c>node:NAME</c>.</summary>
public static class AskedText
{
    public static bool AreAll(IReadOnlyCollection<string> feeds) => feeds.Count > 0 && feeds.All(AskedNodes.IsOne);

    public static string Names(IReadOnlyCollection<string> feeds) => feeds.Count == 0 ? "none" : string.Join(", ", feeds.Select(AskedNodes.NameOf));

    /// <summary>Such as <c>Feeds: rack-ups; asked for: server</c>.</summary>
    public static string Told(IReadOnlyCollection<string> feeds)
    {
        List<string> asked = [.. feeds.Where(AskedNodes.IsOne)], real = [.. feeds.Where(feed => !AskedNodes.IsOne(feed))];
        return asked.Count == 0 ? $"Feeds: {Names(real)}"
            : real.Count == 0 ? $"Asked for: {Names(asked)}"
            : $"Feeds: {Names(real)}; asked for: {Names(asked)}";
    }
}
