namespace Homelab.Domain.Lab;

/// <summary>Each feed for itself, and that no two are one.</summary>
internal static class LabValidationFeeds
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) =>
        lab.Feeds.SelectMany(CheckOne).Concat(SameUps(lab)).Concat(Overloaded(lab));

    private static IEnumerable<LabFinding> CheckOne(FeedConfig feed)
    {
        var path = $"feeds.{feed.Name}";
        if (feed is { Source: null, IsMains: false })
        {
            yield return new LabFinding(LabCodes.FeedWithoutSource, path, "it is neither a UPS nor the mains", "Add `nut: ups@host`, `apcupsd: host`, `power_supply: {node: NODE, battery: BAT0}`, `hat: {node: NODE, board: x728}`, or `mains: true`.")
            {
                Related = [$"{path}.nut", $"{path}.apcupsd", $"{path}.power_supply", $"{path}.hat", $"{path}.mains"],
            };
        }

        if (feed.IsMains && (feed.Source is not null || feed.User is not null || feed.Password is not null || feed.DeclaredRuntime is not null || feed.RatingWatts is not null || feed.Triggers != new TriggerConfig() || feed.Cut != CutMode.None || feed.SelfTest is not null))
        {
            yield return new LabFinding(LabCodes.MainsWithBattery, $"{path}.mains", "the bare mains have no other key", "Delete `mains: true`, or everything beside it.");
            yield break;
        }

        foreach (var second in SourcesOf(feed).Skip(1))
        {
            yield return new LabFinding(
                LabCodes.FeedSourceTwice, $"{path}.{second.Kind}", $"`{feed.Source!.Kind}` stands beside it, and a UPS is read in one place", "Delete one of them.");
        }

        if (feed is { Nut: null, Source: { } source })
        {
            foreach (var key in OrderKeys(feed))
            {
                yield return new LabFinding(LabCodes.CommandsNeedNut, $"{path}.{key}", $"`{source.Kind}` tells of the UPS and gives it no command", $"Delete `{key}`, or let NUT read the UPS and write `nut`.");
            }

            yield break;
        }

        if ((feed.User is null) != (feed.Password is null))
        {
            var (has, lacks, example) = feed.User is null ? ("password", "user", "homelab") : ("user", "password", $"\"secret:{feed.Name}\"");
            yield return new LabFinding(LabCodes.CommandsNeedUser, $"{path}.{has}", $"there is no {lacks} to it", $"Add `{lacks}: {example}`.")
            {
                Related = [$"{path}.{lacks}"],
            };
        }
        else if (feed is { User: null } and ({ Cut: not CutMode.None } or { SelfTest: not null }))
        {
            yield return new LabFinding(LabCodes.CommandsNeedUser, feed.Cut != CutMode.None ? $"{path}.cut" : $"{path}.self_test", "the UPS obeys no command without a user", $"Add `user: homelab, password: \"secret:{feed.Name}\"`.")
            {
                Related = [$"{path}.user", $"{path}.password"],
            };
        }
    }

    private static IEnumerable<FeedSource> SourcesOf(FeedConfig feed) => new FeedSource?[] { feed.Nut, feed.Apcupsd, feed.PowerSupply, feed.Hat }.OfType<FeedSource>();

    /// <summary>What only NUT's instant commands can do.</summary>
    private static IEnumerable<string> OrderKeys(FeedConfig feed) =>
    [
        .. feed.Cut != CutMode.None && feed.Hat is null ? ["cut"] : Array.Empty<string>(),
        .. feed.SelfTest is not null ? ["self_test"] : Array.Empty<string>(),
        .. feed.User is not null ? ["user"] : Array.Empty<string>(),
        .. feed.Password is not null ? ["password"] : Array.Empty<string>(),
    ];

    private static IEnumerable<LabFinding> SameUps(LabConfig lab) =>
        lab.Feeds
            .Where(feed => feed.Source is not null)
            .GroupBy(feed => $"{feed.Source!.Kind} {feed.Source.Place}", StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Skip(1), (same, feed) => new LabFinding(
                LabCodes.SameUpsTwice, $"feeds.{feed.Name}.{feed.Source!.Kind}", $"{same.First().Name} is the same UPS", $"Delete {feed.Name} and name {same.First().Name} instead."));

    /// <summary>A device on two feeds counts on both, for either may be left alone with it.</summary>
    private static IEnumerable<LabFinding> Overloaded(LabConfig lab) =>
        from feed in lab.Feeds
        let declared = PowerDraw.DeclaredOn(lab, feed.Name)
        where declared > feed.RatingWatts
        select new LabFinding(
            LabCodes.UpsOverloaded, $"feeds.{feed.Name}.watts", $"it carries {feed.RatingWatts:0} W, and what hangs on it may draw {declared:0} W", "Move something to another feed.");
}
