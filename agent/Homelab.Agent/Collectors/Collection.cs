using Homelab.Contracts.V1;
using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>What one collector found in one round. Kept by the runner and cleared for the next, so that a round allocates little.</summary>
public sealed class Collection
{
    /// <summary>More series than this from one collector is a fault of its own, and would grow memory without a bound.</summary>
    public const int SamplesMax = 4000;

    private readonly List<Sample> _samples = [];
    private readonly Dictionary<string, string> _facts = [];
    private readonly List<UnitState> _units = [];
    private readonly List<SensorState> _sensors = [];

    public IReadOnlyList<Sample> Samples => _samples;

    public IReadOnlyDictionary<string, string> Facts => _facts;

    public IReadOnlyList<UnitState> Units => _units;

    public IReadOnlyList<SensorState> Sensors => _sensors;

    /// <summary>Whether samples were refused for their number.</summary>
    public bool IsFull { get; private set; }

    public void Add(Series series, double value)
    {
        if (_samples.Count >= SamplesMax)
        {
            IsFull = true;
            return;
        }

        _samples.Add(new Sample(series, value));
    }

    public void AddFact(string name, string value) => _facts[name] = value;

    public void AddUnit(UnitState unit) => _units.Add(unit);

    public void AddSensor(SensorState sensor) => _sensors.Add(sensor);

    public void Clear()
    {
        _samples.Clear();
        _facts.Clear();
        _units.Clear();
        _sensors.Clear();
        IsFull = false;
    }
}
