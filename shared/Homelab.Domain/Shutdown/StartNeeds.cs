using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What the start of a node still waits for: nodes that it needs, and then what runs there for it, as systemd has it; within a bound.</summary>
internal static class StartNeeds
{
    /// <returns>Names of nodes that are not on again, or a node with what does not run on it; empty where nothing keeps the node.</returns>
    public static ImmutableArray<string> Missing(
        string name, LabConfig lab, StartOrder order, ReturnState state, IReadOnlyDictionary<string, ObservedNode> nodes, Moment since, Moment now)
    {
        var needs = order.NeedsOf(name);
        ImmutableArray<string> away = [.. needs.Where(state.Nodes.ContainsKey)];
        return away.IsEmpty ? [.. needs.SelectMany(need => Idle(name, need, lab, nodes, since, now))] : away;
    }

    private static IEnumerable<string> Idle(string name, string need, LabConfig lab, IReadOnlyDictionary<string, ObservedNode> nodes, Moment since, Moment now)
    {
        // A need that is not there is named by an incident, and holds nobody up for ever.
        if (nodes.GetValueOrDefault(need) is not { IsConnected: true } seen || now >= Moment.Max(seen.BootHeardAt, since) + lab.Policy.Restart.BootAtMost)
        {
            yield break;
        }

        foreach (var service in Serving(name, need, lab).Where(service => service.Units.Any(unit => IsAwaited(seen, unit))))
        {
            yield return $"{service.Name} on {need}";
        }
    }

    private static IEnumerable<ServiceConfig> Serving(string name, string need, LabConfig lab)
    {
        var needed = lab.Services.Where(service => service.On.Contains(name)).SelectMany(service => service.Needs.Concat(service.Prefers)).ToHashSet();
        return lab.Services.Where(service => needed.Contains(service.Name) && service.On.Contains(need));
    }

    /// <summary>What systemd does not know will never run there.</summary>
    private static bool IsAwaited(ObservedNode seen, string unit) => seen.Units.FirstOrDefault(known => known.Name == unit) is not { } told || told is { Exists: true, Runs: false };
}
