using System.Device.Gpio;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.Host;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>One declared input. Once it is open it is looked at between the rounds as well, so that a button which is pressed between two of them is counted.</summary>
internal sealed class GpioInput : GpioUse
{
    private readonly InputConfig? _config;
    private readonly string _misdeclared;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Series _active, _edges;
    private DebouncedInput _level;

    public GpioInput(string line, int chip, TimeProvider clock)
        : base(line.Split(' ')[0], chip, "read")
    {
        (_config, _clock) = (InputLine.Parse(line, chip, out _misdeclared), clock);
        _level = new DebouncedInput(_config?.Debounce ?? TimeSpan.Zero);
        var labels = Labels.Of(("chip", InputConfig.Chip), ("sensor", line.Split(' ')[0]));
        _active = new Series("node_sensor_input", labels, "", SeriesKind.Gauge, InputLine.Collector(chip));
        _edges = new Series("node_sensor_input_edges_total", labels, "", SeriesKind.Counter, InputLine.Collector(chip));
    }

    public override TimeSpan Debounce => _config?.Debounce ?? TimeSpan.MaxValue;

    protected override string Misdeclared => _misdeclared;

    protected override string? TryOpen(GpioSession session, out int offset) => session.TryOpen(_config!, out offset);

    protected override void Take(GpioController pins, int offset, Collection? into)
    {
        DebouncedInput level;
        var isHigh = pins.Read(offset) == PinValue.High;
        lock (_gate)
        {
            level = _level = _level.Observe(isHigh != _config!.IsActiveLow, _clock.Now());
        }

        if (level.IsActive is { } isActive)
        {
            into?.Add(_active, isActive ? 1 : 0);
            into?.Add(_edges, level.Edges);
        }
    }
}
