using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Health;

/// <summary>
/// Carries health along needs. A hard need that does not serve passes its own state on; a soft one that does not serve degrades. A need that
/// is degraded still serves, so it lowers nobody.
/// </summary>
internal static class ServiceNeeds
{
    public static ImmutableSortedDictionary<string, ServiceAssessment> Propagate(LabConfig lab, IReadOnlyDictionary<string, ServiceAssessment> alone)
    {
        var states = alone.ToDictionary(pair => pair.Key, pair => pair.Value.Health.State);

        // States only get worse, so this ends, also where the needs form a circle.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var service in lab.Services)
            {
                var state = Of(service, states);
                changed |= state != states[service.Name];
                states[service.Name] = state;
            }
        }

        return alone.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => states[pair.Key] == pair.Value.Health.State
                ? pair.Value
                : pair.Value with { Health = new(states[pair.Key], [.. Chain(lab, alone, states, pair.Key, [])]) },
            StringComparer.Ordinal);
    }

    private static HealthState Of(ServiceConfig service, Dictionary<string, HealthState> states)
    {
        var hard = service.Needs.Where(states.ContainsKey).Select(need => states[need]).Where(state => !HealthRank.Serves(state));
        var soft = service.Prefers.Any(prefer => states.TryGetValue(prefer, out var state) && !HealthRank.Serves(state))
            ? HealthState.Degraded
            : HealthState.Ok;
        return hard.Append(soft).Aggregate(states[service.Name], HealthRank.Worst);
    }

    /// <summary>"cloud is DOWN", "because tank is DOWN", "because nas is silent for 40s".</summary>
    private static List<string> Chain(
        LabConfig lab, IReadOnlyDictionary<string, ServiceAssessment> alone, Dictionary<string, HealthState> states, string name, HashSet<string> told)
    {
        told.Add(name);
        var state = states[name];
        if (alone[name].Health.State == state || lab.Service(name) is not { } service)
        {
            return [.. alone[name].Health.Reasons];
        }

        var causes = HealthRank.Serves(state)
            ? service.Prefers.Where(prefer => states.TryGetValue(prefer, out var reached) && !HealthRank.Serves(reached))
            : service.Needs.Where(need => states.TryGetValue(need, out var reached) && reached == state);

        List<string> chain = [$"{name} is {HealthWords.Name(state)}"];
        foreach (var cause in causes.OrderBy(told.Contains))
        {
            var isKnown = told.Contains(cause);
            chain.Add($"because {cause} is {HealthWords.Name(states[cause])}");
            if (!isKnown)
            {
                chain.AddRange(Chain(lab, alone, states, cause, told).Skip(1));
            }
        }

        return chain;
    }
}
