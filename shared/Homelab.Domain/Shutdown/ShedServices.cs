using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Services that are given up early on nodes that stay (P23): the rule of their tier has come true, and whatever needs them is given up no later.
/// Stopping units needs no proof, for the agent starts them again when the outage is over and its node stayed on.
/// </summary>
internal sealed class ShedServices(StopPlanRequest request, FeedDeaths deaths, IReadOnlyDictionary<string, StopStep> nodes)
{
    private readonly Dictionary<string, (Moment At, string Why)?> _known = [];

    /// <returns>When and why; null where it stays until its node stops.</returns>
    public (Moment At, string Why)? Of(ServiceConfig service, string node)
    {
        if (request.Lab.Policy.Shed.IsEmpty || !nodes.TryGetValue(node, out var step))
        {
            return null;
        }

        if (step.Kind == StopKind.Shed)
        {
            return (step.Start, step.Reason);
        }

        var id = ServiceStep.IdOf(service.Name, node);
        if (!_known.TryGetValue(id, out var known))
        {
            // While it is asked for, so that a ring of needs ends here: nothing in one is shed.
            _known[id] = null;
            _known[id] = known = service.Units.IsEmpty ? null : WithDependents(service, step);
        }

        return known;
    }

    private (Moment At, string Why)? WithDependents(ServiceConfig service, StopStep step)
    {
        if (ShedMoments.Of(request, service.Tier, deaths.LastFeed(step.Feeds)) is not { } own)
        {
            return null;
        }

        var at = own.At;
        foreach (var dependent in request.Lab.Services.Where(other => other.Needs.Contains(service.Name)))
        {
            foreach (var host in dependent.On.Distinct())
            {
                if (Of(dependent, host) is not { } later)
                {
                    return null;
                }

                at = Moment.Max(at, later.At);
            }
        }

        return (at, own.Why);
    }
}
