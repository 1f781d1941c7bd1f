using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Thermal;
using Homelab.Host;

namespace Homelab.Coordinator.Thermal;

/// <summary>
/// What is wrong with the heat of each node, for its health. Looked at every five minutes by a day of history; the times with the door closed take 30 days of it and change slowly, and are looked at once a day.
/// </summary>
public sealed class HeatBoard(ThermalDesk desk, TimeProvider clock, ILogger<HeatBoard> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(5), s_doorEvery = TimeSpan.FromDays(1);

    private ImmutableDictionary<string, string> _faults = ImmutableDictionary<string, string>.Empty;
    private Dictionary<string, ThermalAnswer?> _doors = [];
    private Moment _doorDue;

    /// <summary>A sentence; empty where nothing is wrong or known.</summary>
    public string Of(string node) => Volatile.Read(ref _faults).GetValueOrDefault(node, "");

    public void Look()
    {
        if (clock.Now() >= _doorDue && desk.Look("", ThermalDesk.Month).Value is { } month)
        {
            _doors = month.ToDictionary(found => found.Node, found => found.Answers.FirstOrDefault(answer => answer.Question == DoorClosed.Question));
            _doorDue = clock.Now() + s_doorEvery;
        }

        if (desk.Look("", ThermalDesk.Day).Value is { } day)
        {
            Volatile.Write(ref _faults, day.ToImmutableDictionary(found => found.Node, found => HeatFault.Of(found, _doors.GetValueOrDefault(found.Node))));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Look();
            }
#pragma warning disable CA1031 // Health is told beside the work, and must never end it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "The heat of the nodes could not be looked at");
            }

            await Task.Delay(s_every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
