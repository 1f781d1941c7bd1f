namespace Homelab.Domain.Lab;

/// <summary>Switches between two nodes, most often the coordinator's host and another.</summary>
internal static class NetworkPath
{
    public static IEnumerable<SwitchConfig> To(LabConfig lab, NodeConfig node) => Between(lab, node, lab.CoordinatorNode);

    public static IEnumerable<SwitchConfig> Between(LabConfig lab, NodeConfig node, NodeConfig? peer)
    {
        var own = Chain(lab, node.Switch);
        var other = Chain(lab, peer?.Switch);
        var shared = own.FirstOrDefault(other.Contains);

        // Up to and including the first switch that both hang on; beyond it nothing of theirs passes.
        return Until(own, shared).Concat(Until(other, shared)).Distinct().Select(lab.Switch).OfType<SwitchConfig>();
    }

    private static List<string> Chain(LabConfig lab, string? name)
    {
        var chain = new List<string>();
        for (var next = name; next is not null && !chain.Contains(next); next = lab.Switch(next)?.Behind)
        {
            chain.Add(next);
        }

        return chain;
    }

    private static IEnumerable<string> Until(List<string> chain, string? last) =>
        last is null ? chain : chain.TakeWhile(name => name != last).Append(last);
}
