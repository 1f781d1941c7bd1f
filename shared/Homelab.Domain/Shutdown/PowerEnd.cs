using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>How a machine ends (P26): off for good, or stopped to read-only file systems and then, if its power never went, started again.</summary>
/// <param name="RebootAfter">From now to the reboot; null: it powers off.</param>
/// <param name="LateCut">The UPS, by its name in ups.conf, that it tells to cut as the last thing that it does; empty for none.</param>
public sealed record PowerEnd(TimeSpan? RebootAfter, string LateCut)
{
    public static readonly PowerEnd Off = new(null, "");

    /// <summary>The UPS HAT that carries it and that it has cut as the last thing that it does, as <see cref="HatCutLine"/> has it; empty for none.</summary>
    public string LateHat { get; init; } = "";

    public bool IsPlain => RebootAfter is null && LateCut.Length == 0 && LateHat.Length == 0;

    /// <summary>
    /// Whether it must not stay off: who starts with the power only, where a cut is meant to bring that; and the coordinator's host in any case,
    /// for nobody else starts the lab.
    /// </summary>
    public static bool MustReturn(LabConfig lab, NodeConfig node) =>
        node.Start.Kind == StartKind.Power && (node.IsCoordinator || node.Feeds.Any(feed => lab.Feed(feed) is { Cut: CutMode.Return }))
            && node.Feeds.Any(feed => lab.Feed(feed) is { IsMains: false, Source: not null });

    /// <summary>
    /// The host of an upsd that refused its cut, and that nothing follows on that feed, gives the command itself when its file systems are
    /// read-only: then the UPS's own delay is long enough.
    /// </summary>
    public static string LateCutOf(OutageState state, LabConfig lab, NodeConfig node) => lab.Feeds
        .Where(feed => feed is { Cut: CutMode.Return, Nut: not null } && node.Feeds.Contains(feed.Name) && state.Cuts.GetValueOrDefault(feed.Name) is { Phase: CutPhase.Refused })
        .Where(feed => IsHost(lab, node, feed.Nut!) && (node.IsCoordinator || lab.CoordinatorNode?.Feeds.Contains(feed.Name) != true))
        .Select(feed => feed.Nut!.Ups)
        .FirstOrDefault("");

    /// <summary>A HAT carries one node, and only that node can tell it: so it always goes as late as that.</summary>
    public static string LateHatOf(LabConfig lab, NodeConfig node) => lab.Feeds
        .Where(feed => feed is { Cut: CutMode.Return, Hat: { } hat } && hat.Node == node.Name && node.Feeds.Contains(feed.Name))
        .Select(feed => HatCutLine.Of(feed.Hat!))
        .FirstOrDefault("");

    private static bool IsHost(LabConfig lab, NodeConfig node, NutSource nut) =>
        nut.RunsOn(node.Name) || (node.IsCoordinator && ReferenceEquals(lab.CoordinatorNode, node) && nut.Host is "localhost" or "127.0.0.1" or "::1");
}
