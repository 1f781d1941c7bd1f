using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Which node is started after which: the order of the stops, the other way round.</summary>
public sealed class StartOrder
{
    public static readonly StartOrder None = new([]);

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _needs;

    private StartOrder(IEnumerable<KeyValuePair<string, ImmutableArray<string>>> needs) => _needs = needs.ToImmutableDictionary();

    public static StartOrder Of(LabConfig lab)
    {
        var order = PlanPosition.WholeOrder(lab);
        var nodes = order.Steps.ToDictionary(step => step.Id, step => step.Node);

        // The coordinator stops last because it gives the orders, not because anything runs on it: nobody waits for its own agent.
        return new StartOrder(order.Steps
            .Where(step => lab.Node(step.Node) is { IsCoordinator: false })
            .SelectMany(need => need.After.Where(nodes.ContainsKey).Select(dependent => (Dependent: nodes[dependent], Need: need.Node)))
            .GroupBy(pair => pair.Dependent, pair => pair.Need)
            .Select(group => KeyValuePair.Create(group.Key, group.Distinct().ToImmutableArray())));
    }

    public ImmutableArray<string> NeedsOf(string node) => _needs.GetValueOrDefault(node, []);
}
