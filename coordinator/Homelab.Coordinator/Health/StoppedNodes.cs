using Homelab.Coordinator.Api;
using Homelab.Domain;

namespace Homelab.Coordinator.Health;

/// <summary>Which nodes an outage has stopped, so that their silence is no riddle.</summary>
public sealed class StoppedNodes(IOutageSource outages)
{
    public IReadOnlyDictionary<string, StopReason> Reasons()
    {
        var outage = outages.CurrentOutage();
        return outage.Steps
            .Where(step => step.State is "Ordered" or "Acknowledged" or "SeenOff" or "Presumed")
            .GroupBy(step => step.Target)
            .ToDictionary(
                steps => steps.Key,
                steps => new StopReason(
                    $"outage {outage.Id} stopped it", DateTimeOffset.FromUnixTimeMilliseconds(steps.Max(step => Math.Max(step.OrderedWallMs, step.OffWallMs)))));
    }
}

/// <param name="At">When it was ordered or seen off, by the wall clock.</param>
public sealed record StopReason(string Sentence, DateTimeOffset At)
{
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(1);

    /// <summary>A node that was heard again after its stop is silent for another reason.</summary>
    public bool Explains(Moment? lastHeard, Moment now, DateTimeOffset wallNow) =>
        lastHeard is { } heard && wallNow - (now - heard) <= At + ClocksApart;
}
