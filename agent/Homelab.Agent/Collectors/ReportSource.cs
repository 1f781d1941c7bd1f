using Homelab.Contracts.V1;

namespace Homelab.Agent.Collectors;

/// <summary>
/// The agent's report: facts, units, sensors, and how each collector did. A new one is made when something in it changed, not when a duration did.
/// Safe to read from any thread; <see cref="Changed"/> is raised on the collectors' thread and must return at once.
/// </summary>
public sealed class ReportSource(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Dictionary<string, string> Facts, UnitState[] Units, SensorState[] Sensors)> _parts = [];
    private AgentReport _current = new();

    public event Action<AgentReport>? Changed;

    /// <summary>The newest report; empty before the first round. Not to be altered.</summary>
    public AgentReport Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Takes over what a collector says beside its samples.</summary>
    internal void Collected(string collector, Collection collection)
    {
        if (collection.Facts.Count > 0 || collection.Units.Count > 0 || collection.Sensors.Count > 0 || _parts.ContainsKey(collector))
        {
            _parts[collector] = (new Dictionary<string, string>(collection.Facts), [.. collection.Units], [.. collection.Sensors]);
        }
    }

    internal void Publish(IReadOnlyList<CollectorSlot> slots)
    {
        var report = new AgentReport { WallMs = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        foreach (var (facts, units, sensors) in _parts.Values)
        {
            report.Units.AddRange(units);
            report.Sensors.AddRange(sensors);
            foreach (var (name, value) in facts)
            {
                report.Facts[name] = value;
            }
        }

        foreach (var slot in slots)
        {
            if (slot.Settings.Enabled && slot.LastOutcome is { } outcome)
            {
                report.Collectors.Add(new CollectorState
                {
                    Name = slot.Collector.Name,
                    Outcome = outcome.WireName,
                    Detail = outcome.Detail,
                    DurationSeconds = slot.LastDuration.TotalSeconds,
                });
            }
        }

        lock (_gate)
        {
            if (SaysTheSame(_current, report))
            {
                return;
            }

            _current = report;
        }

        Changed?.Invoke(report);
    }

    private static bool SaysTheSame(AgentReport one, AgentReport other) =>
        one.Facts.Equals(other.Facts)
        && one.Units.Equals(other.Units)
        && one.Sensors.Equals(other.Sensors)
        && one.Collectors.Count == other.Collectors.Count
        && one.Collectors.Zip(other.Collectors).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Outcome == pair.Second.Outcome && pair.First.Detail == pair.Second.Detail);
}
