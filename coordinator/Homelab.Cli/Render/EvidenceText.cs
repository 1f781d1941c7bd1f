using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>What an answer is based on: how old the evidence is, and where there is none.</summary>
public static class EvidenceText
{
    public static void Write(Sheet sheet, IEnumerable<Words> lines)
    {
        foreach (var line in lines)
        {
            sheet.Line(line);
        }
    }

    public static IEnumerable<Words> All(LabStatus status, LabTime time) =>
        [.. Feeds(status.Feeds), .. Beats(status.Nodes), Lab(status, time)];

    public static IEnumerable<Words> Feeds(IEnumerable<FeedStatus> feeds) => Ages(
        "Feeds last read",
        "Never read",
        [.. feeds.Where(feed => !StateWords.IsMains(feed)).Select(feed => (feed.Name, feed.HasAgeSeconds ? feed.AgeSeconds : (double?)null))]);

    public static IEnumerable<Words> Beats(IEnumerable<NodeStatus> nodes) => Ages(
        "Nodes last heard",
        "Never heard",
        [.. nodes.Select(node => (node.Name, node.HasBeatAgeSeconds ? node.BeatAgeSeconds : (double?)null))]);

    public static Words Lab(LabStatus status, LabTime time)
    {
        var file = status.LabFile is { Path.Length: > 0 } known
            ? $"Lab file {known.Path}, loaded {time.Full(known.LoadedWallMs)}."
            : "The coordinator did not say which lab file it uses.";
        return new($"{file} Coordinator {(status.Version.Length > 0 ? status.Version : "of unknown version")}. Times in {time.Zone}{(time.Note.Length > 0 ? $" ({time.Note})" : "")}.", Tone.Quiet);
    }

    private static IEnumerable<Words> Ages(string what, string never, IReadOnlyList<(string Name, double? Seconds)> ages)
    {
        var known = ages.Where(age => age.Seconds is not null).ToList();
        if (known.Count > 0)
        {
            var oldest = known.MaxBy(age => age.Seconds);
            yield return new($"{what}: the oldest {Quantity.Age(true, oldest.Seconds!.Value)} ({oldest.Name}).", Tone.Quiet);
        }

        var unknown = ages.Where(age => age.Seconds is null).Select(age => age.Name).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            yield return new($"{never}: {string.Join(", ", unknown)}.", Tone.Unknown);
        }
    }
}
