using System.Device.Gpio;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>
/// One declared output. It decides nothing: it carries to its line whether the node holds a lease. It is opened inactive, follows between the rounds as well, and is made inactive before it is let go.
/// </summary>
internal sealed class GpioOutput : GpioUse
{
    private readonly OutputConfig? _config;
    private readonly string _misdeclared;
    private readonly Func<bool> _isOnBattery;
    private readonly Lock _gate = new();
    private readonly Series _active;
    private bool _isOpen;

    public GpioOutput(string line, int chip, Func<bool> isOnBattery)
        : base(line.Split(' ')[0], chip, "set")
    {
        (_config, _isOnBattery) = (OutputLine.Parse(line, chip, out _misdeclared), isOnBattery);
        _active = new Series("node_sensor_output", Labels.Of(("chip", InputConfig.Chip), ("sensor", line.Split(' ')[0])), "", SeriesKind.Gauge, InputLine.Collector(chip));
    }

    /// <summary>Of no line that is read.</summary>
    public override TimeSpan Debounce => TimeSpan.MaxValue;

    protected override string Misdeclared => _misdeclared;

    protected override string? TryOpen(GpioSession session, out int offset)
    {
        var why = session.TryOpen(_config!, isActive: false, out offset);
        _isOpen |= why is null;
        return why;
    }

    protected override void Take(GpioController pins, int offset, Collection? into)
    {
        var isActive = _isOnBattery();
        lock (_gate)
        {
            // Once it is let go nothing sets it any more.
            if (_isOpen)
            {
                pins.Write(offset, GpioSession.LevelOf(_config!, isActive));
            }
        }

        into?.Add(_active, isActive ? 1 : 0);
    }

    protected override void Leave(GpioController pins, int offset)
    {
        lock (_gate)
        {
            _isOpen = false;
            try
            {
                pins.Write(offset, GpioSession.LevelOf(_config!, isActive: false));
            }
            finally
            {
                base.Leave(pins, offset);
            }
        }
    }
}
