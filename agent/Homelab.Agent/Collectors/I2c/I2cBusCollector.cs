using System.Collections.Immutable;
using System.Device.I2c;
using Homelab.Agent.Devices;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Host;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>
/// The sensors that the lab file declares on one bus. A bus is a collector of its own, so that one which hangs is bounded and quarantined like any other and
/// holds up no second; within it a slow chip costs a part of a round, and the next round begins behind it.
/// </summary>
public sealed class I2cBusCollector(int bus, SysRoot root, Func<int, int, I2cDevice> open, Pause pause, TimeProvider clock) : ICollector, IDisposable
{
    /// <summary>When it has lasted so long, the rest of the bus comes in the next round.</summary>
    public static readonly TimeSpan RoundAsksFor = TimeSpan.FromSeconds(2);

    private ImmutableArray<string> _lines = [];
    private I2cSensor[] _sensors = [];
    private int _next;

    public string Name => SensorLine.Collector(bus);

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        Declare(settings.Option(SensorLine.Option));
        if (_sensors.Length == 0)
        {
            return CollectorOutcome.NothingHere("no sensor is declared on this bus");
        }

        if (!root.Exists(I2cBuses.PathOf(bus)))
        {
            return CollectorOutcome.Failed(I2cBuses.Absent(bus));
        }

        var began = clock.Now();
        for (var asked = 0; asked < _sensors.Length && clock.Now() - began < RoundAsksFor; asked++)
        {
            var sensor = _sensors[_next];
            _next = (_next + 1) % _sensors.Length;
            sensor.Read(into);
        }

        return SensorStates.Report(_sensors.Select(sensor => sensor.State).OfType<Contracts.V1.SensorState>(), into);
    }

    public void Dispose()
    {
        foreach (var sensor in _sensors)
        {
            sensor.Dispose();
        }
    }

    private void Declare(ImmutableArray<string> lines)
    {
        if (lines.SequenceEqual(_lines))
        {
            return;
        }

        Dispose();
        _sensors = [.. lines.Select(line => new I2cSensor(line, bus, open, pause, clock))];
        (_lines, _next) = (lines, 0);
    }
}
