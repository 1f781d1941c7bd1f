using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Takes things out of a lab, and says what is then off, unreachable or blind.</summary>
internal static class LostThings
{
    public static Hypothesis TakeFrom(LabConfig lab, ImmutableArray<FeedAssessment> feeds, ImmutableArray<LostThing> lost)
    {
        var notes = new List<string>();
        var gone = Names(lost, LostKind.Feed);
        var dark = Names(lost, LostKind.Switch);
        var off = Names(lost, LostKind.Node);
        if (!gone.IsEmpty)
        {
            var (switches, nodes) = (lab.Switches.Where(item => IsOff(item.Feeds, gone)).Select(item => item.Name), lab.Nodes.Where(node => IsOff(node.Feeds, gone)).Select(node => node.Name).ToList());
            dark = dark.Union(switches);
            off = off.Union(nodes);
            notes.Add(nodes.Count == 0 ? $"No node hangs on {PlanWords.List(gone.Order())} alone." : $"Without {PlanWords.List(gone.Order())} {PlanWords.List(nodes)} {(nodes.Count == 1 ? "is" : "are")} off at once, without a stop.");
        }

        var deaf = Deaf(lab, off, dark, notes);
        notes.AddRange(Services(lab, off));
        notes.AddRange(Unread(lab, gone, off, deaf));
        return new Hypothesis(Without(lab, gone, off), [.. feeds.Where(feed => !gone.Contains(feed.Feed))], deaf, [.. notes]);
    }

    private static ImmutableHashSet<string> Names(ImmutableArray<LostThing> lost, LostKind kind) => [.. lost.Where(thing => thing.Kind == kind).Select(thing => thing.Name)];

    private static bool IsOff(ImmutableArray<string> feeds, ImmutableHashSet<string> gone) => !feeds.IsEmpty && feeds.All(gone.Contains);

    /// <summary>Nodes that no order reaches, and what each does instead.</summary>
    private static ImmutableHashSet<string> Deaf(LabConfig lab, ImmutableHashSet<string> off, ImmutableHashSet<string> dark, List<string> notes)
    {
        var own = lab.CoordinatorNode;
        var isHeadless = own is null || off.Contains(own.Name);
        List<NodeConfig> deaf =
        [
            .. lab.Nodes.Where(node => !off.Contains(node.Name) && !node.IsCoordinator && (isHeadless || NetworkPath.To(lab, node).Any(hop => dark.Contains(hop.Name)))),
        ];
        if (deaf.Count > 0)
        {
            var names = PlanWords.List(deaf.Select(node => node.Name));
            notes.Add(isHeadless
                ? $"Nobody gives orders: the coordinator is gone with {own?.Name ?? "its host"}. {names} {(deaf.Count == 1 ? "goes" : "go")} by a lease that {(deaf.Count == 1 ? "it holds" : "they hold")} already, at the latest start of the plan that gave it."
                : $"No order reaches {names} through {PlanWords.List(dark.Order())}. Where a lease was given before the loss, it ends at the latest start.");
            notes.AddRange(deaf.Select(WithoutLease));
        }

        return [.. deaf.Select(node => node.Name)];
    }

    private static string WithoutLease(NodeConfig node) => node.Blind switch
    {
        null => $"Without a lease {node.Name} never learns of the outage: lab.yaml does not say what it does then (blind), so it runs until its power ends.",
        { StopAfter: { } after } => $"Without a lease {node.Name} stops by itself {PlanWords.Span(after)} after it last heard the coordinator (blind).",
        _ => $"Without a lease {node.Name} stays on until its power ends (blind: stay).",
    };

    private static IEnumerable<string> Services(LabConfig lab, ImmutableHashSet<string> off)
    {
        foreach (var service in lab.Services.Where(service => service.On.Any(off.Contains)))
        {
            var left = service.On.Count(node => !off.Contains(node));
            var needing = PlanWords.List(lab.Services.Where(other => other.Needs.Contains(service.Name)).Select(other => other.Name));
            yield return left >= service.Need
                ? $"{service.Name} keeps {left} of {service.On.Length} instances, and {service.Need} suffice{(service.Need == 1 ? "s" : "")}."
                : needing.Length == 0
                    ? $"{service.Name} is down."
                    : $"{service.Name} is down ({left} of the {service.Need} instances that it takes), and with it {needing}, which {(needing.Contains(' ') ? "need" : "needs")} it.";
        }
    }

    private static IEnumerable<string> Unread(LabConfig lab, ImmutableHashSet<string> gone, ImmutableHashSet<string> off, ImmutableHashSet<string> deaf) =>
        from feed in lab.Feeds
        where !gone.Contains(feed.Name)
        let host = lab.UpsdHostOf(feed)
        where host is not null && (off.Contains(host.Name) || (deaf.Contains(host.Name) && lab.CoordinatorNode is { } own && !off.Contains(own.Name)))
        select $"{feed.Name} is read on {host.Name}, which is {(off.Contains(host.Name) ? "off" : "out of reach")}: the coordinator is blind for it, and what it knew of the runtime counts down.";

    private static LabConfig Without(LabConfig lab, ImmutableHashSet<string> gone, ImmutableHashSet<string> off)
    {
        ImmutableArray<ServiceConfig> services =
        [
            .. lab.Services
                .Select(service => service with { On = service.On.RemoveAll(off.Contains) })
                .Where(service => !service.On.IsEmpty)
                .Select(service => service with { Need = Math.Min(service.Need, service.On.Length) }),
        ];
        var known = services.Select(service => service.Name).ToHashSet();
        return lab with
        {
            Feeds = lab.Feeds.RemoveAll(feed => gone.Contains(feed.Name)),
            Switches = [.. lab.Switches.Select(item => item with { Feeds = item.Feeds.RemoveAll(gone.Contains) })],
            Nodes = [.. lab.Nodes.Where(node => !off.Contains(node.Name)).Select(node => node with { Feeds = node.Feeds.RemoveAll(gone.Contains) })],
            Appliances = [.. lab.Appliances.Where(appliance => !IsOff(appliance.Feeds, gone)).Select(appliance => appliance with { Feeds = appliance.Feeds.RemoveAll(gone.Contains) })],
            Services = [.. services.Select(service => service with { Needs = service.Needs.RemoveAll(need => !known.Contains(need)), Prefers = service.Prefers.RemoveAll(need => !known.Contains(need)) })],
        };
    }
}
