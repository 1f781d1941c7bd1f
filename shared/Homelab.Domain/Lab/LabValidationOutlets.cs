namespace Homelab.Domain.Lab;

/// <summary>Outlets that could start nobody, or the wrong one.</summary>
internal static class LabValidationOutlets
{
    public static IEnumerable<LabFinding> Check(LabConfig lab)
    {
        var started = lab.Nodes.Where(node => node.Start.Outlet is not null).ToList();
        foreach (var same in started.GroupBy(node => (node.Start.Outlet!.Feed, node.Start.Outlet.Number)))
        {
            foreach (var node in same.Skip(1))
            {
                yield return new LabFinding(
                    LabCodes.OutletTwice, $"nodes.{node.Name}.start.outlet", $"{same.First().Name} is started by the same outlet", "Give each node an outlet of its own: what starts one would cut the other off.");
            }
        }

        foreach (var node in started)
        {
            if (Fault(lab, node, node.Start.Outlet!) is var (why, advice))
            {
                yield return new LabFinding(LabCodes.OutletStartsNothing, $"nodes.{node.Name}.start.feed", why, advice) { Related = [$"nodes.{node.Name}.feeds"] };
            }
            else if (lab.Feed(node.Start.Outlet!.Feed) is { User: null, Password: null } feed)
            {
                yield return new LabFinding(
                    LabCodes.CommandsNeedUser, $"nodes.{node.Name}.start.outlet", "the UPS obeys no command without a user", $"Add `user: homelab, password: \"secret:{feed.Name}\"` to feeds.{feed.Name}.")
                {
                    Related = [$"feeds.{feed.Name}.user", $"feeds.{feed.Name}.password"],
                };
            }
        }
    }

    private static (string Why, string Advice)? Fault(LabConfig lab, NodeConfig node, OutletPlace outlet) => lab.Feed(outlet.Feed) switch
    {
        null => null,
        { Nut: null } => ($"NUT does not read {outlet.Feed}, so nobody can switch its outlets", "Name a feed with `nut`."),
        _ when !node.Feeds.Contains(outlet.Feed) => ($"{node.Name} does not hang on {outlet.Feed}", $"Name {outlet.Feed} under `feeds` of {node.Name}, or the feed whose outlet it hangs on."),
        _ when node.Feeds.Length > 1 => ($"{node.Name} hangs on {node.Feeds.First(feed => feed != outlet.Feed)} too, so no outlet takes its power away", "Start it with Wake-on-LAN, or name one feed."),
        { Nut: { } source } when source.RunsOn(node.Name) => ($"the upsd of {outlet.Feed} runs on {node.Name} itself, so while it is off nobody can switch the outlet", "Write `start: power`, or Wake-on-LAN."),
        _ => null,
    };
}
