using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>What something draws from its feeds. Switches and access points draw little and are left out.</summary>
/// <param name="Watts">Null where undeclared.</param>
internal sealed record PowerDraw(string Name, ImmutableArray<string> Feeds, double? Watts)
{
    public static ImmutableArray<PowerDraw> Of(LabConfig lab) =>
    [
        .. lab.Nodes.Select(node => new PowerDraw(node.Name, node.Feeds, node.Watts)),
        .. lab.Appliances.Select(appliance => new PowerDraw(appliance.Name, appliance.Feeds, appliance.Watts)),
    ];

    /// <summary>What is declared of everything on a feed: it carries all of it when the other feeds are gone.</summary>
    public static double DeclaredOn(LabConfig lab, string feed) => Of(lab).Where(draw => draw.Feeds.Contains(feed)).Sum(draw => draw.Watts ?? 0);
}
