using System.Device.I2c;
using Homelab.Agent.Devices;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>One declared sensor: its chip, opened when it is first asked and again after every failure of the bus.</summary>
internal sealed class I2cSensor(string line, int bus, Func<int, int, I2cDevice> open, Pause pause, TimeProvider clock) : IDisposable
{
    private readonly SensorConfig? _config = SensorLine.Parse(line, bus, out _);
    private I2cDevice? _device;
    private ChipReader? _reader;
    private Measurements? _measured;

    /// <summary>What stays true of it until it is asked again; null before it was asked.</summary>
    public SensorState? State { get; private set; }

    public void Read(Collection into)
    {
        if (_config is null)
        {
            _ = SensorLine.Parse(line, bus, out var problem);
            Say(line.Split(' ')[0], line.Split(' ').ElementAtOrDefault(1) ?? "", 0, problem);
            return;
        }

        var chip = _config.Chip!.Name;
        _measured ??= new Measurements(SensorLine.Collector(bus), _config.Name, chip);
        _measured.Clear();
        var problemOfChip = Ask(_config, _measured);
        foreach (var sample in problemOfChip.Length == 0 ? _measured.Samples : [])
        {
            into.Add(sample.Series, sample.Value);
        }

        Say(_config.Name, chip, _config.AddressOnBus, problemOfChip);
    }

    public void Dispose()
    {
        _device?.Dispose();
        (_device, _reader) = (null, null);
    }

    private string Ask(SensorConfig config, Measurements measured)
    {
        // After a failure from the beginning: the chip that answers then may be another, or have lost its settings.
        return I2cTalk.Try(bus, config.AddressOnBus, clock, Talk, Dispose);

        string Talk()
        {
            _device ??= open(bus, config.AddressOnBus);
            _reader ??= ChipReaders.For(config, _device, pause);
            return _reader is null ? $"is a {config.Chip!.Name}, which this agent does not know" : _reader(measured);
        }
    }

    private void Say(string name, string chip, int address, string problem)
    {
        if (State is null || State.Problem != problem)
        {
            State = new SensorState { Name = name, Chip = chip, Bus = (uint)bus, Address = (uint)address, Problem = problem };
        }
    }
}
