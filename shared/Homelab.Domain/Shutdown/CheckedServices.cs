using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Looks at the service steps of a plan: each instance with units has one, and waits for what needs it.</summary>
internal static class CheckedServices
{
    public static IEnumerable<PlanFinding> Of(LabConfig lab, StopPlan plan)
    {
        var steps = plan.Services.ToDictionary(step => (step.Service, step.Node));
        var stopping = plan.Steps.Where(step => step.Kind != StopKind.Alone).Select(step => step.Node).ToHashSet();
        var dependents = lab.Services.SelectMany(service => service.Needs.Select(need => (Need: need, service.Name))).ToLookup(pair => pair.Need, pair => pair.Name);
        var instances = plan.Services.ToLookup(step => step.Service);
        var dropped = plan.Dropped.Select(edge => (edge.From, edge.To)).ToHashSet();
        foreach (var service in lab.Services.Where(service => !service.Units.IsEmpty))
        {
            foreach (var node in service.On.Where(stopping.Contains).Distinct())
            {
                if (!steps.TryGetValue((service.Name, node), out var step))
                {
                    yield return new PlanFinding(PlanFault.ServiceOutOfOrder, $"{service.Name} on {node} is not stopped before {node}.", false);
                    continue;
                }

                foreach (var dependent in service.Need >= service.On.Length ? dependents[service.Name].SelectMany(name => instances[name]) : [])
                {
                    if (dependent.Id != step.Id && !step.After.Contains(dependent.Id))
                    {
                        yield return new PlanFinding(
                            PlanFault.ServiceOutOfOrder,
                            $"{dependent.Name} needs {service.Name}, but {step.Name} does not wait for it.",
                            dropped.Contains((dependent.Name, step.Name)));
                    }
                }
            }
        }
    }
}
