using Homelab.Coordinator.Events;
using Homelab.Domain;
using Homelab.Domain.Health;

namespace Homelab.Coordinator.Health;

/// <summary>Tells when the health of the lab, a node or a service changes.</summary>
public sealed class HealthWatch(HealthBoard board, IEventFeed events, TimeProvider clock, ILogger<HealthWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Kind, string Name), HealthState> _known = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Compare(board.Assess());
            }
#pragma warning disable CA1031 // Health is told beside the work, and must never end it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "Health could not be assessed");
            }

            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal void Compare(LabAssessment assessment)
    {
        foreach (var (node, health) in assessment.Nodes)
        {
            Compare("NodeHealth", node, health);
        }

        foreach (var (service, found) in assessment.Services)
        {
            Compare("ServiceHealth", service, found.Health);
        }

        Compare("LabHealth", "", assessment.Lab);
    }

    private void Compare(string code, string name, HealthAssessment health)
    {
        var isNew = !_known.TryGetValue((code, name), out var before);
        _known[(code, name)] = health.State;

        // What a start finds is not news.
        if (isNew || before == health.State)
        {
            return;
        }

        var subject = name.Length == 0 ? "The lab" : name;
        var state = HealthWords.Name(health.State);
        var reasons = string.Join("; ", health.Reasons.Where(reason => reason != $"{name} is {state}"));
        events.Add(PriorityOf(health.State), code, name, $"{subject} is {state} (was {HealthWords.Name(before)}): {FullStop.After(reasons)}");
    }

    private static int PriorityOf(HealthState state) => state switch
    {
        HealthState.Down => 3,
        HealthState.Unreachable or HealthState.Degraded => 4,
        _ => 5,
    };
}
