using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What a shutdown of some nodes means for the others: said before it is asked for.</summary>
/// <param name="Nodes">What stops.</param>
/// <param name="LeftWithout">Nodes that stay on, and what they then do without, in words.</param>
public sealed record AskedScope(ImmutableArray<string> Nodes, ImmutableArray<(string Node, string Why)> LeftWithout)
{
    public static AskedScope Of(LabConfig lab, IEnumerable<string> nodes, bool withDependents)
    {
        var stopped = nodes.ToHashSet();
        var without = Without(lab, stopped);
        while (withDependents && without.Length > 0)
        {
            stopped.UnionWith(without.Select(left => left.Node));
            without = Without(lab, stopped);
        }

        return new AskedScope([.. stopped.Order(StringComparer.Ordinal)], without);
    }

    /// <summary>Hosts of services that cannot do without what no longer has enough instances, directly or through others.</summary>
    private static ImmutableArray<(string Node, string Why)> Without(LabConfig lab, HashSet<string> stopped)
    {
        var why = lab.Services.Where(service => service.On.Count(node => !stopped.Contains(node)) < service.Need).ToDictionary(service => service.Name, _ => "");
        bool grew;
        do
        {
            var more = lab.Services
                .Where(service => !why.ContainsKey(service.Name) && service.Needs.Any(why.ContainsKey))
                .Select(service => (service.Name, Why: $"{service.Name} needs {service.Needs.First(why.ContainsKey)}"))
                .ToList();
            more.ForEach(one => why.Add(one.Name, one.Why));
            grew = more.Count > 0;
        }
        while (grew);

        return
        [
            .. lab.Nodes
                .Where(node => !stopped.Contains(node.Name))
                .Select(node => (node.Name, Why: string.Join("; ", lab.Services.Where(service => service.On.Contains(node.Name)).Select(service => why.GetValueOrDefault(service.Name, "")).Where(words => words.Length > 0))))
                .Where(left => left.Why.Length > 0)
                .OrderBy(left => left.Name, StringComparer.Ordinal),
        ];
    }
}
