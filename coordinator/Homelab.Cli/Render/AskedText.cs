namespace Homelab.Cli.Render;

/// <summary>Nodes that an operator asked to shut down: the coordinator lists each beside the feeds, as <c>node:NAME</c>.</summary>
public static class AskedNodes
{
    private const string Prefix = "node:";

    public static bool AreAll(IReadOnlyCollection<string> feeds) => feeds.Count > 0 && feeds.All(IsOne);

    public static string Names(IReadOnlyCollection<string> feeds) => feeds.Count == 0 ? "none" : string.Join(", ", feeds.Select(feed => IsOne(feed) ? feed[Prefix.Length..] : feed));

    /// <summary>Such as <c>Feeds: rack-ups; asked for: server</c>.</summary>
    public static string Told(IReadOnlyCollection<string> feeds)
    {
        List<string> asked = [.. feeds.Where(IsOne)], real = [.. feeds.Where(feed => !IsOne(feed))];
        return asked.Count == 0 ? $"Feeds: {Names(real)}"
            : real.Count == 0 ? $"Asked for: {Names(asked)}"
            : $"Feeds: {Names(real)}; asked for: {Names(asked)}";
    }

    private static bool IsOne(string feed) => feed.StartsWith(Prefix, StringComparison.Ordinal);
}
