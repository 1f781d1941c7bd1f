using Homelab.Domain;

namespace Homelab.Simulation.Machines;

/// <summary>
/// The fastest way of an agent's messages to a coordinator, at its worst in the last minutes: by so much the coordinator takes the
/// agent's clock to be behind.
/// </summary>
internal sealed class WayTimes
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly List<(Moment At, TimeSpan Way)> _ways = [];

    public void Broken(Moment now) => _ways.Add((now, TimeSpan.MaxValue));

    public void Took(Moment now, TimeSpan way)
    {
        if (_ways.Count == 0 || way < _ways[^1].Way)
        {
            _ways.Add((now, way));
        }
    }

    public TimeSpan Worst(Moment now)
    {
        while (_ways.Count > 1 && _ways[1].At < now - Window)
        {
            _ways.RemoveAt(0);
        }

        return _ways.Where(way => way.Way < TimeSpan.MaxValue).Select(way => way.Way).DefaultIfEmpty().Max();
    }
}
