using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>An instant command that a lab file will have a UPS obey.</summary>
/// <param name="Key">The key of the lab file that wants it.</param>
/// <param name="Name">For the reader.</param>
/// <param name="Ways">Sets of NUT's names; any one of them suffices.</param>
public sealed record FeedCommand(string Key, string Name, ImmutableArray<ImmutableArray<string>> Ways)
{
    public static ImmutableArray<FeedCommand> Of(LabConfig lab, FeedConfig feed) => [.. Cut(feed), .. Test(feed), .. Outlets(lab, feed)];

    public bool IsKnownTo(IReadOnlyCollection<string> commands) => Ways.Any(way => way.All(name => commands.Contains(name, StringComparer.OrdinalIgnoreCase)));

    private static IEnumerable<FeedCommand> Cut(FeedConfig feed) =>
        feed is { Cut: CutMode.Return, Nut: not null } ? [new FeedCommand($"feeds.{feed.Name}.cut", "shutdown.return", [["shutdown.return"]])] : [];

    private static IEnumerable<FeedCommand> Test(FeedConfig feed) =>
        feed.SelfTest is { Command: var name } ? [new FeedCommand($"feeds.{feed.Name}.self_test", name, [[name]])] : [];

    private static IEnumerable<FeedCommand> Outlets(LabConfig lab, FeedConfig feed) =>
        from node in lab.Nodes
        let outlet = node.Start.Outlet
        where outlet?.Feed == feed.Name
        let name = $"outlet.{outlet.Number}.load"
        select new FeedCommand($"nodes.{node.Name}.start.outlet", $"{name}.off and .on", [[$"{name}.off", $"{name}.on"], [$"{name}.cycle"]]);
}
